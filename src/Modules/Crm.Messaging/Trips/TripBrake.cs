using System.Globalization;
using Crm.Kernel.Data;
using Crm.Kernel.Localization;
using Crm.Kernel.Settings;
using Crm.Messaging.Brakes;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Messaging.Trips;

/// <summary>Pulls the brake in nobody's name, and tells those who may pull it; scoped.</summary>
internal sealed class TripBrake(ISession session, BrakeBoard board, TellManagers managers, ISiteService sites, ChangeContext change)
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
        await managers.TellAsync([MessagingPermissions.Pull, MessagingPermissions.Manage], TripNotices.Kind, brake.BrakeId, $"{TripNotices.Kind}/{brake.BrakeId}");
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
}
