using System.Security.Claims;
using Crm.Contacts.Duplicates.Candidates;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using LinqToDB.Async;

namespace Crm.Contacts.Duplicates.Entry;

/// <summary>A person who may be the one being entered, as their user sees them.</summary>
/// <param name="Probability">0.5 to 1.</param>
/// <param name="Reasons">What agrees, in words.</param>
internal sealed record LikelyDuplicate(string Id, string Name, double Probability, IReadOnlyList<string> Reasons);

/// <summary>
/// Whom somebody who enters a person should know of. Only people in their sight are told, and only fields in their sight are compared: a warning must not tell what is hidden.
/// </summary>
internal sealed class LikelyDuplicates(ISession session, LikePeople like, ContactSights sights, DuplicateReasons reasons)
{
    private const int Most = 5;

    /// <summary>The likeliest five, or none for who may not see names.</summary>
    public async Task<IReadOnlyList<LikelyDuplicate>> OfAsync(ClaimsPrincipal user, ContentItem entered, CancellationToken cancellationToken)
    {
        var sight = await sights.ForAsync(user, ContactTypes.Person);
        if (!sight.Names)
        {
            return [];
        }

        var record = PersonRecord.Of(sight.Show(entered));
        var sharers = (await like.SharersAsync([record], cancellationToken))[record].ToList();
        var seen = await sight.Of(session.QueryIndex<PersonIndex>()).Where(row => sharers.Contains(row.ContentItemId)).Select(row => row.ContentItemId).ToListAsync(cancellationToken);
        var found = await like.AmongAsync(record, await like.ReadAsync(seen), seen, sight.Show);
        return [.. found.Take(Most).Select(other => new LikelyDuplicate(
            other.Person.ContentItemId, sight.Show(other.Person).DisplayText ?? "", Linkage.Weights.Probability(other.Score), reasons.Of(other.Vector)))];
    }
}
