using System.Globalization;
using Crm.Kernel.Localization;
using Crm.Kernel.Settings;
using Crm.Kernel.Users;
using Microsoft.AspNetCore.Identity;

namespace Crm.Privacy;

/// <summary>Whom a job tells of something, and in which language it writes to them. Scoped.</summary>
internal sealed class WhoIsTold(UserManager<User> users, ISiteService site)
{
    /// <summary>Who owns it, when that account can act; else the administrators, or at least the site's first one.</summary>
    public async Task<IReadOnlyList<User>> OfAsync(string owner)
    {
        if (await OwnerAsync(owner) is { } one)
        {
            return [one];
        }

        var administrators = (await users.GetUsersInRoleAsync(Role.Administrator)).Where(user => user.IsEnabled).ToList();
        return administrators.Count > 0 ? administrators : await users.FindByIdAsync((await site.GetSiteSettingsAsync()).SuperUser ?? "") is { } first ? [first] : [];
    }

    /// <summary>The account of that id, when it can act; else null.</summary>
    public async Task<User?> OwnerAsync(string owner) => owner.Length > 0 && await users.FindByIdAsync(owner) is { IsEnabled: true } user ? user : null;

    /// <summary>The language that the user chose, or the site’s.</summary>
    public async Task<CultureInfo> LanguageOfAsync(User user)
        => user.Language() is { Length: > 0 } name ? CultureInfo.GetCultureInfo(name) : SiteLanguages.Of(await site.GetSiteSettingsAsync())[0];
}
