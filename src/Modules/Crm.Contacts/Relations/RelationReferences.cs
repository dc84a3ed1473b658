using Crm.Contacts.Duplicates.Merge;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using LinqToDB.Async;

namespace Crm.Contacts.Relations;

/// <summary>The relations that others hold to a person who is merged into another. What would double one of the survivor's, or one of their own, is dropped.</summary>
internal sealed class RelationReferences(ISession session) : IPersonReference
{
    public Task<int> CountAsync(string personId, CancellationToken cancellationToken) => Holders(personId).Distinct().CountAsync(cancellationToken);

    public async Task MoveAsync(string fromPersonId, string toPersonId, CancellationToken cancellationToken)
    {
        string[] both = [fromPersonId, toPersonId];
        var held = Merged(toPersonId, await OfAsync(toPersonId), fromPersonId, await OfAsync(fromPersonId));
        var documents = await Holders(fromPersonId).Union(Holders(toPersonId)).ToListAsync(cancellationToken);

        // Saved by the session, not the content manager: the record stays its author's. The survivor's own are merged with the rest of them.
        foreach (var item in (await session.GetAsync<ContentItem>(documents)).Where(item => !both.Contains(item.ContentItemId)))
        {
            var kept = new List<PersonRelation>();
            var relations = item.As<PersonPart>()?.Relations ?? [];
            foreach (var relation in relations.Select(one => both.Contains(one.PersonId) ? one.With(toPersonId) : one))
            {
                if (relation.PersonId != toPersonId || !(kept.Exists(one => IsDouble(one, relation)) || held.Exists(one => one.PersonId == item.ContentItemId && one.Kind == relation.Kind && one.Meets(relation.From, relation.To))))
                {
                    kept.Add(relation);
                }
            }

            if (kept.Count < relations.Count || relations.Exists(one => one.PersonId == fromPersonId))
            {
                item.Alter<PersonPart>(part => part.Relations = kept);
                await session.SaveAsync(item, checkConcurrency: true);
            }
        }
    }

    /// <summary>The relations of two people who become one: without those between the two, and without doubles.</summary>
    internal static List<PersonRelation> Merged(string id, IEnumerable<PersonRelation> own, string otherId, IEnumerable<PersonRelation> others)
        => own.Concat(others).Where(relation => relation.PersonId != id && relation.PersonId != otherId)
            .Aggregate(new List<PersonRelation>(), (kept, relation) => kept.Exists(one => IsDouble(one, relation)) ? kept : [.. kept, relation]);

    private static bool IsDouble(PersonRelation one, PersonRelation other) => one.PersonId == other.PersonId && one.Kind == other.Kind && one.Meets(other.From, other.To);

    private IQueryable<long> Holders(string personId)
        => session.QueryIndex<RelationIndex>().Where(row => row.HolderId != personId && (row.FirstId == personId || row.SecondId == personId)).Select(row => row.DocumentId);

    // Those of who went to the trash a moment ago too.
    private async Task<List<PersonRelation>> OfAsync(string id)
        => (await session.Query<ContentItem, ContentItemIndex>(row => row.ContentItemId == id).ListAsync()).OrderByDescending(item => item.Latest).FirstOrDefault()?.As<PersonPart>()?.Relations ?? [];
}
