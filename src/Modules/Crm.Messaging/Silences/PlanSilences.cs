using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Jobs;
using Crm.Kernel.Settings;
using Crm.Kernel.Tenants;
using Crm.Messaging.Messages;
using Crm.Messaging.Send;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Messaging.Silences;

/// <summary>Plans silences, changes them, takes them away and brings them back; what one held is looked at anew. Scoped.</summary>
internal sealed class PlanSilences(ISiteService sites, ISession session, JobAlarm<SendMessages> soon, AfterCommit after, ChangeContext change, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Plans one, or changes that of this id.</summary>
    /// <returns>False when there is none of that id.</returns>
    public Task<bool> PutAsync(string? silenceId, string title, string country, DateOnly from, DateOnly until, bool holdsPersonal, CancellationToken cancellationToken) => ChangeAsync(
        silenceId,
        period =>
        {
            (period.Title, period.Country, period.From, period.Until, period.HoldsPersonal) = (title, country, from, until, holdsPersonal);
            period.ByName = period.ByName.Length == 0 ? change.ActorName : period.ByName;
        },
        cancellationToken);

    /// <summary>Takes one away; false when there is none of that id.</summary>
    public Task<bool> RemoveAsync(string silenceId, CancellationToken cancellationToken) => ChangeAsync(silenceId, period => period.RemovedUtc ??= Now, cancellationToken);

    /// <summary>Brings it back; false when there is none of that id.</summary>
    public Task<bool> BringBackAsync(string silenceId, CancellationToken cancellationToken) => ChangeAsync(silenceId, period => period.RemovedUtc = null, cancellationToken);

    private async Task<bool> ChangeAsync(string? silenceId, Action<SilencePeriod> make, CancellationToken cancellationToken)
    {
        var site = await sites.LoadSiteSettingsAsync();
        var settings = site.As<SilenceSettings>();
        var period = silenceId is null ? new SilencePeriod { SilenceId = ContentId.New() } : settings.Periods.FirstOrDefault(one => one.SilenceId == silenceId);
        if (period is null)
        {
            return false;
        }

        make(period);
        settings.Periods = silenceId is null ? [.. settings.Periods, period] : settings.Periods;
        site.Put(settings);
        await sites.UpdateSiteSettingsAsync(site);
        var now = Now;
        await (await session.GetConnectionAsync(write: true)).PendingMessages().Where(row => row.State == (int)MessageState.Held && row.Reason == Reasons.Silence).Set(row => row.NextUtc, now).UpdateAsync(cancellationToken);
        after.Add(soon.Now);
        return true;
    }
}
