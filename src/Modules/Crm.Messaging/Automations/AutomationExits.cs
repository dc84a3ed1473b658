using Crm.Kernel.Data;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Messaging.Automations;

/// <summary>Who was taken out of which automation by hand; scoped.</summary>
internal sealed class AutomationExits(ISession session, ChangeContext change, TimeProvider time)
{
    /// <summary>How a decision that came by a merge is signed.</summary>
    public const string ByMerge = "merge";

    /// <summary>All that was decided about these people, the newest first.</summary>
    public async Task<IReadOnlyList<AutomationExit>> LogAsync(IReadOnlyCollection<string> personIds, CancellationToken cancellationToken)
    {
        var people = Among.Of(personIds);
        return personIds.Count == 0 ? [] : await (await session.GetConnectionAsync()).GetTable<AutomationExit>().Where(row => row.PersonId.IsAmong(people)).OrderByDescending(row => row.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Who of these people is out of what now.</summary>
    public async Task<IReadOnlySet<(string PersonId, string Automation)>> OutAsync(IReadOnlyCollection<string> personIds, CancellationToken cancellationToken)
        => Holding(await LogAsync(personIds, cancellationToken)).Select(row => (row.PersonId, row.Automation)).ToHashSet();

    /// <summary>The decisions that hold, of a log with the newest first.</summary>
    public static IEnumerable<AutomationExit> Holding(IEnumerable<AutomationExit> log) => log.DistinctBy(row => (row.PersonId, row.Automation)).Where(row => row.IsOut);

    /// <summary>Takes somebody out of an automation, or puts them back; decided twice, it stands once.</summary>
    public async Task DecideAsync(string personId, string automation, string title, bool isOut, string reason, CancellationToken cancellationToken)
    {
        if ((await OutAsync([personId], cancellationToken)).Contains((personId, automation)) == isOut)
        {
            return;
        }

        await AddAsync(new AutomationExit { PersonId = personId, Automation = automation, Title = title, IsOut = isOut, Reason = reason, By = change.Actor, ByName = change.ActorName }, cancellationToken);
        session.RecordChange("MessageAutomationExit", isOut ? "TakenOut" : "PutBack");
    }

    /// <summary>Notes for one person what another is out of: they became one, and the stricter holds.</summary>
    public async Task TakeOverAsync(string fromPersonId, string toPersonId, CancellationToken cancellationToken)
    {
        var own = await OutAsync([toPersonId], cancellationToken);
        foreach (var row in Holding(await LogAsync([fromPersonId], cancellationToken)).Where(row => !own.Contains((toPersonId, row.Automation))).ToList())
        {
            await AddAsync(new AutomationExit { PersonId = toPersonId, Automation = row.Automation, Title = row.Title, IsOut = true, Reason = row.Reason, By = ByMerge, ByName = row.ByName }, cancellationToken);
        }
    }

    private async Task AddAsync(AutomationExit exit, CancellationToken cancellationToken)
    {
        exit.AtUtc = time.GetUtcNow().UtcDateTime;
        await (await session.GetConnectionAsync(write: true)).InsertAsync(exit, token: cancellationToken);
    }
}
