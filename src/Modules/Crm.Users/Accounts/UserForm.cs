using System.ComponentModel.DataAnnotations;
using Crm.Kernel.Users;

namespace Crm.Users.Accounts;

/// <summary>The fields of an account that an administrator edits.</summary>
public sealed class UserForm
{
    /// <summary>Full name.</summary>
    public string? FullName { get; set; }

    /// <summary>Name to sign in with; the address when blank.</summary>
    public string? UserName { get; set; }

    /// <summary>Address.</summary>
    [DataType(DataType.EmailAddress)]
    public string? Email { get; set; }

    /// <summary>Language, blank for the site's.</summary>
    public string? Language { get; set; }

    /// <summary>Roles by name.</summary>
    public List<string> Roles { get; set; } = [];

    /// <summary>Teams by id.</summary>
    public List<string> Teams { get; set; } = [];

    /// <summary>The form of an account as it is.</summary>
    public static UserForm Of(User user, IEnumerable<Team> teams) => new()
    {
        FullName = user.ShownName() == user.UserName ? null : user.ShownName(), UserName = user.UserName, Email = user.Email, Language = user.Language(),
        Roles = [.. user.RoleNames], Teams = [.. teams.Where(team => team.MemberIds.Contains(user.UserId)).Select(team => team.TeamId)],
    };

    /// <summary>Puts the fields into the account; the roles only those that exist.</summary>
    public void Fill(User user, IEnumerable<Role> roles)
    {
        user.Email = (Email ?? "").Trim();
        user.UserName = string.IsNullOrWhiteSpace(UserName) ? user.Email : UserName.Trim();
        user.SetProfile(string.IsNullOrWhiteSpace(FullName) ? null : FullName.Trim(), string.IsNullOrEmpty(Language) ? null : Language);
        user.RoleNames = [.. roles.Select(role => role.RoleName).Where(name => !Role.Same(name, Role.Anonymous) && !Role.Same(name, Role.Authenticated)).Intersect(Roles)];
    }
}
