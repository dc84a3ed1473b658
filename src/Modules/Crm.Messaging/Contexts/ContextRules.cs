using Crm.Contacts.People;
using Crm.Kernel.Data;
using Crm.Kernel.Settings;
using Crm.Messaging.Messages;
using Crm.Messaging.Send;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Messaging.Contexts;

/// <summary>A message to somebody, as the rules of what they go through ask for it.</summary>
internal sealed record ContextQuestion(Message Message, string PersonId, string Tone);

/// <summary>Holds or refuses messages for what their receivers go through; scoped.</summary>
internal sealed class ContextRules(ISession session, ISiteService sites, TimeProvider time)
{
    // Somebody moves out of a household, or a recipe changes a rule: nothing tells of it.
    private static readonly TimeSpan s_lookAgain = TimeSpan.FromDays(1);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>What each of these people goes through now, or whoever they live with in a household that does: one query, however many people.</summary>
    public async Task<ILookup<string, ContextEntry>> OfPeopleAsync(IReadOnlyCollection<string> personIds, CancellationToken cancellationToken)
    {
        if (personIds.Count == 0)
        {
            return Array.Empty<ContextEntry>().ToLookup(row => row.SubjectId);
        }

        var (now, asked) = (Now, Among.Of(personIds));
        var today = DateOnly.FromDateTime(now);
        var holding = (await session.GetConnectionAsync()).Contexts().HoldingAt(now);
        var homes = session.QueryIndex<MembershipIndex>().Where(row => row.PersonId.IsAmong(asked) && (row.From == null || row.From <= today) && (row.To == null || row.To >= today));
        var found = await holding.Where(row => row.SubjectId.IsAmong(asked)).Select(row => new { PersonId = row.SubjectId, Row = row })
            .Concat(holding.InnerJoin(homes, (row, home) => row.SubjectId == home.HouseholdId, (row, home) => new { home.PersonId, Row = row })).ToListAsync(cancellationToken);
        return found.OrderBy(one => one.Row.Id).DistinctBy(one => (one.PersonId, one.Row.Id)).ToLookup(one => one.PersonId, one => one.Row);
    }

    /// <summary>Those of these messages that do not go now, by the message's id: the strictest rule says what becomes of each, of those as strict the one that holds longest.</summary>
    public async Task<IReadOnlyDictionary<long, Decision>> AskAsync(IReadOnlyList<ContextQuestion> questions, CancellationToken cancellationToken)
    {
        var stopped = new Dictionary<long, Decision>();
        if (await KindsAsync() is not { Count: > 0 } kinds)
        {
            return stopped;
        }

        var contexts = await OfPeopleAsync(questions.Select(question => question.PersonId).ToHashSet(StringComparer.Ordinal), cancellationToken);
        foreach (var (message, personId, tone) in questions)
        {
            var met = contexts[personId].Select(row => (Row: row, Verdict: kinds.GetValueOrDefault(row.Kind)?.On((MessageClass)message.Class, tone, IsByHand(message)) ?? ContextVerdict.Pass)).Where(one => one.Verdict != ContextVerdict.Pass)
                .OrderByDescending(one => one.Verdict).ThenByDescending(one => one.Row.UntilUtc ?? DateTime.MaxValue).FirstOrDefault();
            if (met.Row is not null)
            {
                stopped[message.Id] = met.Verdict == ContextVerdict.Refuse ? new Decision(MessageState.Excluded, Reasons.Context, met.Row.Kind)
                    : Decision.HoldUntil(new[] { met.Row.UntilUtc ?? message.ExpiresUtc, message.ExpiresUtc, Now + s_lookAgain }.Min(), Reasons.Context, met.Row.Kind);
            }
        }

        return stopped;
    }

    /// <summary>What would become of what somebody writes to that person by hand, by what they go through: those that ask for care, and those that refuse.</summary>
    public async Task<IReadOnlyList<(ContextEntry Context, ContextVerdict Verdict)>> ByHandAsync(string personId, CancellationToken cancellationToken)
    {
        var kinds = await KindsAsync();
        return [.. (await OfPeopleAsync([personId], cancellationToken))[personId].Where(row => kinds.ContainsKey(row.Kind)).Select(row => (row, kinds[row.Kind].InTone(""))).Where(one => one.Item2 != ContextVerdict.Pass)];
    }

    private async Task<IReadOnlyDictionary<string, ContextKind>> KindsAsync()
        => (await sites.GetSiteSettingsAsync()).As<ContextSettings>().Kinds.Where(kind => kind.RemovedUtc is null).DistinctBy(kind => kind.Key).ToDictionary(kind => kind.Key, StringComparer.Ordinal);

    // One person wrote it to another, and knows what the page told them.
    private static bool IsByHand(Message message) => message.Class == (int)MessageClass.Personal && message.Automation.Length == 0 && message.By != "system";
}
