using Crm.Kernel.Localization;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Crm.Kernel.Users;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Users.Accounts;

/// <summary>What inviting and editing share: the choices, and that nobody may give a role greater than his own.</summary>
public abstract class AccountPage : PageModel
{
    /// <summary>The fields.</summary>
    [BindProperty]
    public UserForm Form { get; set; } = new();

    /// <summary>Roles to choose from.</summary>
    public IReadOnlyList<Role> RoleChoices { get; private set; } = [];

    /// <summary>Teams to choose from.</summary>
    public IReadOnlyList<Team> TeamChoices { get; private set; } = [];

    /// <summary>Languages to choose from.</summary>
    public IReadOnlyList<SelectListItem> LanguageChoices { get; private set; } = [];

    /// <summary>The link just made, shown once.</summary>
    public string? Link { get; protected set; }

    private IServiceProvider Services => HttpContext.RequestServices;

    /// <summary>Reads the choices.</summary>
    protected async Task LoadChoicesAsync()
    {
        RoleChoices = [.. (await Services.GetRequiredService<Kernel.Users.Roles>().ListAsync()).Where(role => role.RoleName is not (Role.Anonymous or Role.Authenticated))];
        TeamChoices = await Services.GetRequiredService<Kernel.Users.Teams>().ListAsync();
        LanguageChoices = LanguageList.Of(await Services.GetRequiredService<ISiteService>().GetSiteSettingsAsync());
    }

    /// <summary>Whether the editor may give and take these roles: an administrator all, else none that is an administrator's.</summary>
    protected async Task<bool> MayTouchAsync(User user, IEnumerable<string> wanted)
        => await Services.GetRequiredService<Rights>().IsAdministratorAsync(User)
            || (!user.RoleNames.Concat(wanted).Any(name => Role.Same(name, Role.Administrator)) && (await Services.GetRequiredService<ISiteService>().GetSiteSettingsAsync()).SuperUser != user.UserId);

    /// <summary>Puts the account into the chosen teams and out of the others.</summary>
    protected async Task StoreTeamsAsync(User user)
    {
        var teams = Services.GetRequiredService<Kernel.Users.Teams>();
        foreach (var team in TeamChoices.Where(team => team.MemberIds.Contains(user.UserId) != Form.Teams.Contains(team.TeamId)))
        {
            await teams.SetMemberAsync(team.TeamId, user.UserId, Form.Teams.Contains(team.TeamId));
        }
    }

    /// <summary>Shows Identity's faults beside the fields they concern.</summary>
    protected void Show(IdentityResult result)
    {
        foreach (var error in result.Errors)
        {
            var field = error.Code.Contains("Email", StringComparison.Ordinal) ? "Form.Email" : error.Code.Contains("UserName", StringComparison.Ordinal) ? "Form.UserName" : "";
            ModelState.AddModelError(field, error.Description);
        }
    }

    /// <summary>The whole address of a one-time link.</summary>
    protected async Task<string> AddressOfAsync(string token)
    {
        var site = await Services.GetRequiredService<ISiteService>().GetSiteSettingsAsync();
        var root = site.BaseUrl is { Length: > 0 } given ? given.TrimEnd('/') : $"{Request.Scheme}://{Request.Host}{Request.PathBase}";
        return $"{root}/account/open/{token}";
    }
}

/// <summary>The languages of the site as choices.</summary>
internal static class LanguageList
{
    public static IReadOnlyList<SelectListItem> Of(SiteSettings site)
        => [.. SiteLanguages.Of(site).Select(language => new SelectListItem(language.TextInfo.ToTitleCase(language.NativeName), language.Name))];
}
