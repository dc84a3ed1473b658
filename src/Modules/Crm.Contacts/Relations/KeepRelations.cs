using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Data;

namespace Crm.Contacts.Relations;

/// <summary>Gives relations their ids, and looks at those that a content route or a file brings.</summary>
internal sealed class KeepRelations(ISession session, RelationFaults faults) : ContentHandlerBase
{
    private ContentItem? _imported;

    // A file may bring the other one later.
    public override Task ImportingAsync(ContentItem item)
    {
        _imported = item;
        return Task.CompletedTask;
    }

    public override Task CreatingAsync(ContentItem item) => GiveIdsAsync(item);

    public override Task UpdatingAsync(ContentItem item) => GiveIdsAsync(item);

    // What stands there already is left in peace: the other one may have gone since.
    public override async Task ValidatingAsync(ContentItem item, ContentValidateResult result)
    {
        var relations = Of(item);
        var stored = relations.Count == 0 ? [] : Of(session.GetStored(item));
        for (var i = 0; i < relations.Count; i++)
        {
            var (relation, before) = (relations[i], stored.Find(one => one.RelationId == relations[i].RelationId && one.RelationId.Length > 0));
            if (before is null || !IsSame(relation, before))
            {
                (await faults.OfAsync(item.ContentItemId, relation, before, relations.Where(one => one != relation), ReferenceEquals(item, _imported))).ToList().ForEach(fault => result.Fail($"{PersonRelation.Path}[{i}].{fault.Member}", fault.Message));
            }
        }
    }

    private static Task GiveIdsAsync(ContentItem item)
    {
        if (Of(item) is { Count: > 0 } relations && relations.Select(relation => relation.RelationId).Where(id => id.Length > 0).Distinct().Count() < relations.Count)
        {
            var met = new HashSet<string>(StringComparer.Ordinal);
            item.Alter<PersonPart>(part => part.Relations.Where(relation => relation.RelationId.Length == 0 || !met.Add(relation.RelationId)).ToList().ForEach(relation => relation.RelationId = ContentId.New()));
        }

        return Task.CompletedTask;
    }

    private static List<PersonRelation> Of(ContentItem? item) => item?.ContentType == ContactTypes.Person ? item.As<PersonPart>()?.Relations ?? [] : [];

    private static bool IsSame(PersonRelation one, PersonRelation other)
        => (one.PersonId, one.Kind, one.IsSecond, one.From, one.To, one.Note) == (other.PersonId, other.Kind, other.IsSecond, other.From, other.To, other.Note);
}
