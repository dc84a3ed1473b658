using Crm.Kernel.Data;
using Crm.Kernel.Jobs;
using Crm.Kernel.Settings;
using Crm.Kernel.Tenants;
using Crm.Messaging.Messages;
using Crm.Messaging.Send;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Messaging.Contexts;

/// <summary>Adds kinds of context, changes them, takes them away and brings them back; what one held is looked at anew. Scoped.</summary>
internal sealed class ChangeContextKinds(ISiteService sites, ISession session, JobAlarm<SendMessages> soon, AfterCommit after, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Adds one, at the end.</summary>
    public Task AddAsync(ContextKind kind, CancellationToken cancellationToken) => ChangeAsync(
        kinds =>
        {
            kinds.Add(kind);
            return true;
        },
        cancellationToken);

    /// <summary>Gives one other words and rules; false when there is none of that key in use.</summary>
    public Task<bool> PutAsync(ContextKind kind, CancellationToken cancellationToken) => ChangeAsync(
        kinds =>
        {
            var at = kinds.FindIndex(one => one.Key == kind.Key && one.RemovedUtc is null);
            if (at >= 0)
            {
                kinds[at] = kind;
            }

            return at >= 0;
        },
        cancellationToken);

    /// <summary>Takes one away; false when there is none of that key.</summary>
    public Task<bool> RemoveAsync(string key, CancellationToken cancellationToken) => MarkAsync(key, kind => kind.RemovedUtc ??= Now, cancellationToken);

    /// <summary>Brings it back; false when there is none of that key.</summary>
    public Task<bool> BringBackAsync(string key, CancellationToken cancellationToken) => MarkAsync(key, kind => kind.RemovedUtc = null, cancellationToken);

    private Task<bool> MarkAsync(string key, Action<ContextKind> mark, CancellationToken cancellationToken) => ChangeAsync(
        kinds =>
        {
            var kind = kinds.Find(one => one.Key == key);
            if (kind is not null)
            {
                mark(kind);
            }

            return kind is not null;
        },
        cancellationToken);

    private async Task<bool> ChangeAsync(Func<List<ContextKind>, bool> change, CancellationToken cancellationToken)
    {
        var site = await sites.LoadSiteSettingsAsync();
        var settings = site.As<ContextSettings>();
        if (!change(settings.Kinds))
        {
            return false;
        }

        site.Put(settings);
        await sites.UpdateSiteSettingsAsync(site);
        var now = Now;
        await (await session.GetConnectionAsync(write: true)).PendingMessages().Where(row => row.State == (int)MessageState.Held && row.Reason == Reasons.Context).Set(row => row.NextUtc, now).UpdateAsync(cancellationToken);
        after.Add(soon.Now);
        return true;
    }
}
