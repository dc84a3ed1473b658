using Crm.Kernel.Data;
using Crm.Messaging.Messages;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Messaging.Preferences;

/// <summary>What people want of letters to many, written down when they say so. Scoped.</summary>
internal sealed class MessagePreferences(ISession session, ChangeContext change, TimeProvider time)
{
    /// <summary>Days that a pause may last.</summary>
    public static readonly IReadOnlyList<int> Pauses = [7, 30, 90];

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>All that was said, the newest first.</summary>
    public async Task<IReadOnlyList<Preference>> LogAsync(IReadOnlyCollection<string> personIds, CancellationToken cancellationToken)
    {
        var people = Among.Of(personIds);
        return await (await session.GetConnectionAsync()).GetTable<Preference>().Where(row => row.PersonId.IsAmong(people)).OrderByDescending(row => row.Id).ToListAsync(cancellationToken);
    }

    /// <summary>What holds now, by topic; everything has the blank one. Topics of which nothing holds are left out.</summary>
    public async Task<IReadOnlyDictionary<string, Preference>> StandAsync(string personId, CancellationToken cancellationToken)
        => (await StandAsync([personId], cancellationToken)).GetValueOrDefault(personId) ?? new Dictionary<string, Preference>();

    /// <summary>The same for several people; those of whom nothing holds are left out.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, Preference>>> StandAsync(IReadOnlyCollection<string> personIds, CancellationToken cancellationToken)
    {
        var now = Now;
        return (personIds.Count == 0 ? [] : await LogAsync(personIds, cancellationToken)).GroupBy(row => (row.PersonId, row.Topic)).Select(group => group.First())
            .Where(row => row.Kind == PreferenceKinds.Stop || (row.Kind == PreferenceKinds.Pause && row.UntilUtc > now))
            .GroupBy(row => row.PersonId).ToDictionary(group => group.Key, group => (IReadOnlyDictionary<string, Preference>)group.ToDictionary(row => row.Topic));
    }

    /// <summary>The topics that they were ever written to about.</summary>
    /// <param name="personIds">The person's, and those of whoever became them.</param>
    public async Task<IReadOnlyList<string>> TopicsAsync(IReadOnlyCollection<string> personIds, CancellationToken cancellationToken)
        => await (await session.GetConnectionAsync()).GetTable<Message>().Where(row => personIds.Contains(row.PersonId) && row.Topic != "").Select(row => row.Topic).Distinct().OrderBy(topic => topic).ToListAsync(cancellationToken);

    /// <summary>Notes for one person what holds for another, where it is stricter than what holds for them: they became one.</summary>
    public async Task TakeOverAsync(string fromPersonId, string toPersonId, CancellationToken cancellationToken)
    {
        var (now, theirs, stands) = (Now, await StandAsync(toPersonId, cancellationToken), await StandAsync(fromPersonId, cancellationToken));
        foreach (var (topic, stand) in stands.Where(one => !theirs.TryGetValue(one.Key, out var own) || (own.Kind == PreferenceKinds.Pause && (one.Value.UntilUtc ?? DateTime.MaxValue) > own.UntilUtc)))
        {
            await (await session.GetConnectionAsync(write: true)).InsertAsync(new Preference { PersonId = toPersonId, Topic = topic, Kind = stand.Kind, UntilUtc = stand.UntilUtc, AtUtc = now, Source = "merge" }, token: cancellationToken);
        }
    }

    /// <summary>Writes down what they said; said twice, it stands once.</summary>
    /// <param name="topic">Blank for everything.</param>
    /// <param name="source">"page", "one-click" or "agent".</param>
    public async Task RecordAsync(string personId, string topic, string kind, int days, string source, string messageId, CancellationToken cancellationToken)
    {
        DateTime? until = kind == PreferenceKinds.Pause ? Now.AddDays(days) : null;
        var last = (await LogAsync([personId], cancellationToken)).FirstOrDefault(row => row.Topic == topic);
        if (last?.Kind == kind && kind != PreferenceKinds.Pause)
        {
            return;
        }

        await (await session.GetConnectionAsync(write: true)).InsertAsync(
            new Preference { PersonId = personId, Topic = topic, Kind = kind, UntilUtc = until, AtUtc = Now, Source = source, MessageId = messageId, ByName = source == "agent" ? change.ActorName : "" }, token: cancellationToken);
        session.RecordChange("MessagePreference", kind);
    }
}
