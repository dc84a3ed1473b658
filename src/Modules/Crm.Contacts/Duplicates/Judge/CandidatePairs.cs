using System.Security.Claims;
using Crm.Contacts.Addresses;
using Crm.Contacts.Ages;
using Crm.Contacts.Duplicates.Candidates;
using Crm.Contacts.Duplicates.Linkage;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Contacts.Duplicates.Judge;

/// <summary>One of a pair, as the user sees them.</summary>
/// <param name="Facts">Birth date and town.</param>
internal sealed record PairMember(string Id, string Name, string Facts);

/// <summary>A pair to judge.</summary>
/// <param name="Percent">Probability that the two are one, 50 to 99.</param>
internal sealed record JudgedPair(PairMember One, PairMember Other, int Percent, IReadOnlyList<string> Reasons);

/// <summary>
/// The candidate pairs that a user may see: both people in their scope, and alike by the fields they see. A pair that only hidden fields make alike is left out,
/// for its place in the list would tell.
/// </summary>
internal sealed class CandidatePairs(ISession session, LikePeople like, DuplicateSweep sweep, DuplicateReasons reasons, ContactSights sights, Today today, ChangeContext change, TimeProvider time)
{
    private const int PageSize = 50;
    private const int Surest = 99;

    /// <summary>A page, the likeliest first.</summary>
    /// <param name="after">The place after which it begins: the two ids with a dot between them.</param>
    public async Task<(IReadOnlyList<JudgedPair> Pairs, string? Next)> ListAsync(ContactSight sight, string? after, CancellationToken cancellationToken)
    {
        var db = await session.GetConnectionAsync();
        IQueryable<DuplicateCandidate> rows = db.GetTable<DuplicateCandidate>();
        if (after?.Split('.') is [var a, var b] && await rows.Where(row => row.PersonA == a && row.PersonB == b).Select(row => (double?)row.Score).FirstOrDefaultAsync(cancellationToken) is { } score)
        {
            rows = rows.Where(row => row.Score < score || (row.Score == score && (string.Compare(row.PersonA, a) > 0 || (row.PersonA == a && string.Compare(row.PersonB, b) > 0))));
        }

        var people = sight.Of(session.QueryIndex<PersonIndex>());
        var page = await rows.Where(row => people.Any(person => person.ContentItemId == row.PersonA) && people.Any(person => person.ContentItemId == row.PersonB))
            .OrderByDescending(row => row.Score).ThenBy(row => row.PersonA).ThenBy(row => row.PersonB).Take(PageSize + 1).ToListAsync(cancellationToken);
        var shown = page.Take(PageSize).ToList();
        var items = await like.ReadAsync(shown.SelectMany(row => new[] { row.PersonA, row.PersonB }));
        var pairs = new List<JudgedPair>();
        foreach (var row in shown)
        {
            if (await JudgeAsync(sight, items.GetValueOrDefault(row.PersonA), items.GetValueOrDefault(row.PersonB)) is { } pair)
            {
                pairs.Add(pair);
            }
        }

        return (pairs, page.Count > PageSize ? $"{shown[^1].PersonA}.{shown[^1].PersonB}" : null);
    }

    /// <summary>Whether the user may say of those two that they are two: who may edit both.</summary>
    public async Task<bool> MayJudgeAsync(ClaimsPrincipal user, string? one, string? other)
        => one is { Length: > 0 } && other is { Length: > 0 } && one != other
            && await sights.FindAsync(user, one, ContactTypes.Person, CommonPermissions.EditContent) is not null
            && await sights.FindAsync(user, other, ContactTypes.Person, CommonPermissions.EditContent) is not null;

    /// <summary>Remembers that the two are two people, by whom and when; false when they were no candidates.</summary>
    public async Task<bool> SettleAsync(string one, string other, CancellationToken cancellationToken)
    {
        var (a, b) = DuplicateSweep.Pair(one, other);
        var db = await session.GetConnectionAsync(write: true);
        if (await db.GetTable<DuplicateCandidate>().Where(pair => pair.PersonA == a && pair.PersonB == b).DeleteAsync(cancellationToken) == 0)
        {
            return false;
        }

        await db.GetTable<NotDuplicate>().Where(pair => pair.PersonA == a && pair.PersonB == b).DeleteAsync(cancellationToken);
        await db.InsertAsync(new NotDuplicate { PersonA = a, PersonB = b, Actor = change.Actor, ActorName = change.ActorName, Utc = time.GetUtcNow().UtcDateTime }, token: cancellationToken);
        return true;
    }

    /// <summary>Forgets it; the two are compared again.</summary>
    public async Task OpenAsync(string one, string other, CancellationToken cancellationToken)
    {
        var (a, b) = DuplicateSweep.Pair(one, other);
        var db = await session.GetConnectionAsync(write: true);
        if (await db.GetTable<NotDuplicate>().Where(pair => pair.PersonA == a && pair.PersonB == b).DeleteAsync(cancellationToken) > 0)
        {
            await sweep.LookAsync([a], null, cancellationToken);
        }
    }

    private async Task<JudgedPair?> JudgeAsync(ContactSight sight, ContentItem? one, ContentItem? other)
    {
        if (one is null || other is null || !sight.Names)
        {
            return null;
        }

        var (a, b) = (sight.Show(one), sight.Show(other));
        var others = new Dictionary<string, ContentItem> { [other.ContentItemId] = b };
        return (await like.AmongAsync(PersonRecord.Of(a), others, others.Keys, item => item)).FirstOrDefault() is not { } found
            ? null
            : new JudgedPair(await MemberAsync(a), await MemberAsync(b), Math.Min(Surest, (int)(100 * Weights.Probability(found.Score))), reasons.Of(found.Vector));
    }

    private async Task<PairMember> MemberAsync(ContentItem shown)
    {
        var (person, now) = (shown.As<PersonPart>() ?? new PersonPart(), await today.GetAsync());
        string?[] facts = [person.BirthDate is { } birth && birth <= now ? ContactLabels.Date(birth) : null, shown.As<AddressPart>()?.Main()?.City];
        return new PairMember(shown.ContentItemId, shown.DisplayText ?? "", string.Join(" · ", facts.Where(fact => !string.IsNullOrEmpty(fact))));
    }
}
