using Crm.Kernel.Data;
using Crm.Kernel.Settings;
using Crm.Messaging.Messages;
using Crm.Messaging.StopList;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Messaging.Returns;

/// <summary>Whether an address that never quite fails is given up; scoped.</summary>
internal sealed class SoftReturns(ISession session, ISiteService sites, TimeProvider time)
{
    private const int Most = 500;

    // Servers try for so long: what has not come back by then has arrived.
    private static readonly TimeSpan s_arrived = TimeSpan.FromDays(5);

    /// <summary>Whether what came back of that message, and of those before it, is enough.</summary>
    public async Task<bool> AreEnoughAsync(Message message, CancellationToken cancellationToken)
    {
        var (settings, now) = ((await sites.GetSiteSettingsAsync()).As<StopListSettings>(), time.GetUtcNow().UtcDateTime);
        var (soft, refused) = (new List<DateTime>(), new List<DateTime>());
        foreach (var (sent, kinds) in await LastAsync(message, cancellationToken))
        {
            if (kinds.Contains(ReturnKinds.Soft) || kinds.Contains(ReturnKinds.Refused))
            {
                soft.Add(sent);
                refused.AddRange(kinds.Contains(ReturnKinds.Refused) && sent > now.AddDays(-settings.RefusedDays) ? [sent] : []);
            }
            else if (kinds.Contains(ReturnKinds.Reply) || kinds.Contains(ReturnKinds.Complaint) || (kinds.Count == 0 && sent < now - s_arrived))
            {
                break;
            }
        }

        return (settings.RefusedMost > 0 && refused.Count >= settings.RefusedMost)
            || (settings.SoftMost > 0 && soft.Count >= settings.SoftMost && soft[0] - soft[^1] >= TimeSpan.FromDays(settings.SoftDays));
    }

    // To that address, the newest first.
    private async Task<IReadOnlyList<(DateTime Sent, IReadOnlyList<string> Kinds)>> LastAsync(Message message, CancellationToken cancellationToken)
    {
        var db = await session.GetConnectionAsync();
        var sent = await db.GetTable<Message>().Where(row => row.PersonId == message.PersonId && row.AddressKey == message.AddressKey && row.SentUtc != null)
            .OrderByDescending(row => row.BegunUtc).Select(row => new { row.Id, row.SentUtc }).Take(Most).ToListAsync(cancellationToken);
        var ids = sent.Select(row => row.Id).ToList();
        var back = (await db.GetTable<MessageReturn>().Where(row => ids.Contains(row.MessageRow)).Select(row => new { row.MessageRow, row.Kind }).ToListAsync(cancellationToken)).ToLookup(row => row.MessageRow, row => row.Kind);
        return [.. sent.Select(row => (row.SentUtc!.Value, (IReadOnlyList<string>)[.. back[row.Id]]))];
    }
}
