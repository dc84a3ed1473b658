using Crm.Kernel.Content;
using Crm.Kernel.Data;

namespace Crm.Contacts.Timeline;

/// <summary>A contact with somebody, as it happened.</summary>
public sealed class InteractionPart : ContentPart
{
    /// <summary>The kinds a person can record, in the order offered.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["note", "call", "letter", "message", "meeting"];

    /// <summary>What the title of a timeline entry is made of: it is the first line of the text.</summary>
    internal const string SourceFields = $"{nameof(InteractionPart)}.{nameof(Title)} {nameof(InteractionPart)}.{nameof(Text)}";

    /// <summary>One of <see cref="Kinds"/>.</summary>
    public string Kind { get; set; } = "note";

    /// <summary>"in", "out" or empty.</summary>
    public string Direction { get; set; } = "";

    /// <summary>When, UTC; midnight when only the day is known.</summary>
    public DateTime At { get; set; }

    /// <summary>Whether only the day is known.</summary>
    public bool IsDate { get; set; }

    /// <summary>One line.</summary>
    public string Title { get; set; } = "";

    /// <summary>The whole text.</summary>
    public string Text { get; set; } = "";

    /// <summary>How long, for a call or meeting.</summary>
    public int? Minutes { get; set; }

    /// <summary>The people concerned.</summary>
    public List<string> PersonIds { get; set; } = [];

    /// <summary>The households concerned, those of the people at that time among them.</summary>
    public List<string> HouseholdIds { get; set; } = [];
}

/// <summary>Writes the timeline rows of an interaction.</summary>
internal sealed class InteractionIndexes : IndexProvider<ContentItem>
{
    public override void Describe(DescribeContext<ContentItem> context)
        => context.For<TimelineIndex>().When(item => item.ContentType == ContactTypes.Interaction && item.Latest).Map(item => Rows(item));

    private static IEnumerable<TimelineIndex> Rows(ContentItem item)
        => item.As<InteractionPart>() is not { } part ? [] : part.PersonIds.Distinct().Select(id => Row(item, part, id, null))
            .Concat(part.HouseholdIds.Distinct().Select(id => Row(item, part, null, id)));

    private static TimelineIndex Row(ContentItem item, InteractionPart part, string? personId, string? householdId) => new()
    {
        PersonId = personId,
        HouseholdId = householdId,
        At = part.At,
        IsDate = part.IsDate,
        Kind = part.Kind,
        Channel = part.Kind switch { "call" => "phone", "letter" => "mail", "message" => "email", "meeting" => "inperson", _ => "" },
        Direction = part.Direction,
        Title = part.Title,
        SourceId = item.ContentItemId,
        SourceType = item.ContentType,
        SourceFields = InteractionPart.SourceFields,
        By = item.Author ?? "",
    };
}
