using System.Security.Cryptography;
using System.Text.Json;
using Crm.Contacts.Duplicates.Merge;
using Crm.Kernel.Data;
using Crm.Kernel.Settings;
using Crm.Messaging.Actions;
using Crm.Messaging.Tracking;
using Crm.Tracking.Hits;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace Crm.Tracking.Classify;

/// <summary>Makes signs of hits; scoped.</summary>
internal sealed class CountSigns(HitFile file, SentLetters letters, TrackingConsent consent, MergedInto merged, ISession session, ISiteService sites, TimeProvider time)
{
    private static readonly BulkCopyOptions s_rows = new() { BulkCopyType = BulkCopyType.MultipleRows };

    /// <summary>Takes away what is too old.</summary>
    /// <returns>What stands for the rules as they are.</returns>
    public async Task<string> BeginAsync()
    {
        var rules = (await sites.GetSiteSettingsAsync()).As<ReadingRules>();
        var before = time.GetUtcNow().UtcDateTime.AddDays(-rules.KeepDays);
        if (await (await session.GetConnectionAsync()).GetTable<MessageSign>().AnyAsync(row => row.LastUtc < before))
        {
            file.ForgetBefore(before);
            await (await session.GetConnectionAsync(write: true)).GetTable<MessageSign>().Where(row => row.LastUtc < before).DeleteAsync();
        }

        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(rules)))[..16];
    }

    /// <summary>Counts the hits of messages anew. Of whom has said no since, nothing is kept.</summary>
    /// <param name="messageIds">At most some hundreds.</param>
    public async Task CountAsync(IReadOnlyList<string> messageIds, string fileName, CancellationToken cancellationToken)
    {
        var rules = (await sites.GetSiteSettingsAsync()).As<ReadingRules>();
        var sent = await letters.FindAsync(messageIds, cancellationToken);
        var people = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var person in sent.Values.Select(letter => letter.PersonId).Distinct())
        {
            people[person] = await merged.FindAsync(person, cancellationToken) ?? person;
        }

        // The messages of whose readers that may be noted, now as when they left.
        var kinds = await consent.KindsAsync([.. people.Values.Distinct()], cancellationToken);
        var (opens, clicks) = (May(TrackedKinds.Opens), May(TrackedKinds.Clicks));
        file.Forget(messageIds.Except(opens).ToList(), HitKind.Open);
        file.Forget(messageIds.Except(clicks).ToList(), HitKind.Click);
        file.Forget(messageIds.Except(clicks).ToList(), HitKind.Robot);

        var signs = opens.Union(clicks).SelectMany(id => SignsOf(sent[id], people[sent[id].PersonId], file.Of(id), rules, fileName)).ToList();
        var ids = Among.Of(messageIds);
        var db = await session.GetConnectionAsync(write: true);
        await db.GetTable<MessageSign>().Where(row => row.MessageId.IsAmong(ids) && row.File == Sql.AsNotNull(fileName)).DeleteAsync(cancellationToken);
        await db.BulkCopyAsync(s_rows, signs, cancellationToken);

        HashSet<string> May(TrackedKinds kind) => [.. sent.Values.Where(letter => (kinds.GetValueOrDefault(people[letter.PersonId]) & letter.Tracks).HasFlag(kind)).Select(letter => letter.MessageId)];
    }

    private static IEnumerable<MessageSign> SignsOf(SentLetter letter, string person, IReadOnlyList<KeyValuePair<Hit, Tally>> hits, ReadingRules rules, string fileName)
        => hits.Zip(Classifier.Of(hits, letter.SentUtc, rules)).Where(one => one.First.Key.Kind != HitKind.Robot)
            .GroupBy(one => (one.First.Key.Kind, one.First.Key.Url, one.Second.Class))
            .Select(group => new MessageSign
            {
                MessageId = letter.MessageId, Action = letter.Action, PersonId = person, File = fileName, Kind = (int)group.Key.Kind, Url = group.Key.Url, Class = (int)group.Key.Class, Reason = group.First().Second.Reason,
                Count = group.Sum(one => one.First.Value.Count), FirstUtc = group.Min(one => one.First.Value.FirstUtc), LastUtc = group.Max(one => one.First.Value.LastUtc),
                After = Math.Max(0, (long)(group.Min(one => one.First.Value.FirstUtc) - letter.SentUtc).TotalSeconds),
            });
}
