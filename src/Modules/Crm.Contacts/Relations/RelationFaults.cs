using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Relations;

/// <summary>The rules of a relation: the form of the page and the content routes ask the same ones.</summary>
internal sealed class RelationFaults(ISession session, RelationKinds kinds, IStringLocalizer<RelationFaults> s)
{
    /// <summary>What is wrong with a relation, each fault in a sentence with the member it concerns.</summary>
    /// <param name="holderId">Who holds it.</param>
    /// <param name="before">The same relation as it is stored; null for a new one.</param>
    /// <param name="others">The other relations that they hold.</param>
    /// <param name="isKnown">Whether the other person is there for sure, or comes later in the same file.</param>
    public async Task<IReadOnlyList<(string Member, string Message)>> OfAsync(string holderId, PersonRelation relation, PersonRelation? before, IEnumerable<PersonRelation> others, bool isKnown)
    {
        var faults = new List<(string, string)>();
        if (relation.PersonId == holderId)
        {
            faults.Add((nameof(relation.PersonId), s["Nobody is related to themselves: choose somebody else."]));
        }
        else if (relation.PersonId.Length == 0 || (!isKnown && relation.PersonId != before?.PersonId && !await IsPersonAsync(relation.PersonId)))
        {
            faults.Add((nameof(relation.PersonId), relation.PersonId.Length == 0 ? s["Choose somebody."] : s["There is no person “{0}”.", relation.PersonId]));
        }

        if (relation.Kind != before?.Kind && !(await kinds.ListAsync()).Any(kind => kind.Key == relation.Kind && !kind.IsRetired))
        {
            faults.Add((nameof(relation.Kind), relation.Kind.Length == 0 ? s["Choose what they are to each other."] : s["There is no kind of relation “{0}”.", relation.Kind]));
        }

        if (relation.To < relation.From)
        {
            faults.Add((nameof(relation.To), s["The last day lies before the first."]));
        }

        if (relation.Note.Length > PersonRelation.LongestNote)
        {
            faults.Add((nameof(relation.Note), s["This is too long: {0} characters at most.", PersonRelation.LongestNote]));
        }

        if (faults.Count == 0 && await IsThereAsync(holderId, relation, others))
        {
            faults.Add((nameof(relation.Kind), s["The two have this relation at that time already."]));
        }

        return faults;
    }

    private Task<bool> IsPersonAsync(string id) => session.QueryIndex<ContentItemIndex>().AnyAsync(row => row.ContentItemId == id && row.ContentType == ContactTypes.Person && row.Latest);

    // Whichever of the two holds it, and whichever side of it each is on.
    private async Task<bool> IsThereAsync(string holderId, PersonRelation relation, IEnumerable<PersonRelation> others)
    {
        var (other, kind) = (relation.PersonId, relation.Kind);
        var held = await session.QueryIndex<RelationIndex>().Where(row => row.HolderId == other && row.Kind == kind && (row.FirstId == holderId || row.SecondId == holderId)).ToListAsync();
        return others.Any(one => one.PersonId == other && one.Kind == kind && one.Meets(relation.From, relation.To)) || held.Exists(row => relation.Meets(row.From, row.To));
    }
}
