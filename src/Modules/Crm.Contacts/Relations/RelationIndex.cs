using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Data;

namespace Crm.Contacts.Relations;

/// <summary>One row a relation that a living (not trashed) person holds. Whether the other one is in the trash it does not tell.</summary>
public sealed class RelationIndex : MapIndex
{
    /// <summary>The relation.</summary>
    public string RelationId { get; set; } = "";

    /// <summary>The person whose record holds it.</summary>
    public string HolderId { get; set; } = "";

    /// <summary>The person on the first side of the kind, as the godmother.</summary>
    public string FirstId { get; set; } = "";

    /// <summary>The person on the second side, as the godchild.</summary>
    public string SecondId { get; set; } = "";

    /// <summary>Key of the kind.</summary>
    public string Kind { get; set; } = "";

    /// <summary>The day it began; null when that is not known.</summary>
    public DateOnly? From { get; set; }

    /// <summary>The day it ended; null while it lasts.</summary>
    public DateOnly? To { get; set; }

    /// <summary>What there is to say of it.</summary>
    public string Note { get; set; } = "";
}

/// <summary>Makes the rows of the relations that a person holds.</summary>
internal sealed class RelationIndexes : IndexProvider<ContentItem>
{
    public override void Describe(DescribeContext<ContentItem> context) => context.For<RelationIndex>().When(IsLive).Map(item => Relations(item));

    private static bool IsLive(ContentItem item) => item.ContentType == ContactTypes.Person && item.Latest;

    private static IEnumerable<RelationIndex> Relations(ContentItem item)
        => (item.As<PersonPart>()?.Relations ?? []).Where(relation => relation.PersonId.Length > 0).Select(relation => new RelationIndex
        {
            RelationId = relation.RelationId,
            HolderId = item.ContentItemId,
            FirstId = relation.IsSecond ? relation.PersonId : item.ContentItemId,
            SecondId = relation.IsSecond ? item.ContentItemId : relation.PersonId,
            Kind = relation.Kind,
            From = relation.From,
            To = relation.To,
            Note = relation.Note,
        });
}
