using Crm.Kernel.Users;
using Microsoft.AspNetCore.Mvc.Localization;
using Microsoft.Extensions.Localization;

namespace Crm.Users.Roles;

/// <summary>The roles that every site is born with, in the reader's language; a role that people made is called as they called it.</summary>
internal static class RoleWords
{
    private static readonly HashSet<string> s_born =
        new([Role.Administrator, Role.Anonymous, Role.Authenticated, "Author", "Contributor", "Editor", "Moderator"], StringComparer.OrdinalIgnoreCase);

    public static string RoleName(this IHtmlLocalizer words, string role) => s_born.Contains(role) ? words.GetString(role) : role;

    public static string RoleName(this IStringLocalizer words, string role) => s_born.Contains(role) ? words[role] : role;
}
