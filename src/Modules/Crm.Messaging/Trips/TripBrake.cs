using System.Globalization;
using Crm.Kernel.Data;
using Crm.Kernel.Localization;
using Crm.Kernel.Notifications;
using Crm.Kernel.Settings;
using Crm.Kernel.Users;
using Crm.Messaging.Brakes;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.AspNetCore.Identity;

namespace Crm.Messaging.Trips;

/// <summary>Pulls the brake in nobody's name, and tells those who may pull it; scoped.</summary>
internal sealed class TripBrake(ISession session, BrakeBoard board, Notifications notifications, IDocumentManager<RolesDocument> roles, UserManager<User> users, ISiteService sites, ChangeContext change)
{
    /// <summary>The brakes that were pulled for that since then, released or not.</summary>
    public async Task<IReadOnlyList<Brake>> SinceAsync(string kind, DateTime utc, CancellationToken cancellationToken)
        => await (await session.GetConnectionAsync()).GetTable<Brake>().Where(row => row.Trip == kind && row.PulledUtc > utc).ToListAsync(cancellationToken);

    /// <summary>Pulls it; one that is on for the same is left as it is.</summary>
    /// <param name="sentence">Why, with its figures; asked for in the site's language.</param>
    public async Task<Brake> PullAsync(string kind, string scope, string value, bool sparesTransactional, Func<string> sentence, CancellationToken cancellationToken)
    {
        if ((await board.UnreleasedAsync(cancellationToken)).FirstOrDefault(brake => brake.Trip == kind && brake.Scope == scope && brake.Value == value) is { } there)
        {
            return there;
        }

        (change.Actor, change.ActorName) = ("system", "");
        var brake = await board.PullAsync(scope, value, await InSiteLanguageAsync(sentence), sparesTransactional, null, cancellationToken, kind);
        foreach (var user in await WhoMayPullAsync())
        {
            await notifications.TellAsync(user, TripNotices.Kind, brake.BrakeId, $"{TripNotices.Kind}/{brake.BrakeId}");
        }

        return brake;
    }

    private async Task<string> InSiteLanguageAsync(Func<string> sentence)
    {
        var (culture, words) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = SiteLanguages.Of(await sites.GetSiteSettingsAsync())[0];
            return sentence();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, words);
        }
    }

    private async Task<IReadOnlySet<string>> WhoMayPullAsync()
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var role in (await roles.GetOrCreateImmutableAsync()).Roles.Where(role => Role.Same(role.RoleName, Role.Administrator) || role.PermissionNames().Any(name => name is MessagingPermissions.Pull or MessagingPermissions.Manage)))
        {
            told.UnionWith((await users.GetUsersInRoleAsync(role.RoleName)).Where(user => user.IsEnabled).Select(user => user.UserId));
        }

        return (await sites.GetSiteSettingsAsync()).SuperUser is { Length: > 0 } first ? told.Append(first).ToHashSet(StringComparer.Ordinal) : told;
    }
}
