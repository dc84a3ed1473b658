using Crm.Contacts;
using Crm.Contacts.Timeline;
using Crm.Kernel.Content;
using Crm.Kernel.Data;

namespace Crm.Activities.Notes;

/// <summary>
/// A thought written down as it passes: a note, or an idea for somebody. Whom it is about may be said later. It is for the house: it has no recipient, and nothing sends it.
/// </summary>
public sealed class NotePart : ContentPart
{
    /// <summary>The kinds, in the order offered.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["note", "idea"];

    /// <summary>One of <see cref="Kinds"/>.</summary>
    public string Kind { get; set; } = "note";

    /// <summary>The whole text.</summary>
    public string Text { get; set; } = "";

    /// <summary>Content type of whom it is about; blank while nobody has said.</summary>
    public string AboutType { get; set; } = "";

    /// <summary>Content item id of whom it is about.</summary>
    public string AboutId { get; set; } = "";

    /// <summary>Its first line, shortened: what lists and timelines show.</summary>
    internal string FirstLine()
    {
        const int most = 160;
        var line = Text.ReplaceLineEndings("\n").Split('\n')[0];
        return line.Length <= most ? line : line[..(most - 1)] + "…";
    }
}

/// <summary>The columns notes are listed by.</summary>
public sealed class NoteIndex : MapIndex
{
    /// <summary>The content item.</summary>
    public string ContentItemId { get; set; } = "";

    /// <summary>User id of who wrote it.</summary>
    public string Owner { get; set; } = "";

    /// <summary>One of <see cref="NotePart.Kinds"/>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>Content item id of whom it is about; blank while nobody has said.</summary>
    public string AboutId { get; set; } = "";

    /// <summary>When it was written.</summary>
    public DateTime CreatedUtc { get; set; }
}

/// <summary>Writes the rows of a note: its own, and the timeline's of whom it is about.</summary>
internal sealed class NoteIndexes : IndexProvider<ContentItem>
{
    private const string SourceFields = $"{nameof(NotePart)}.{nameof(NotePart.Text)}";

    public override void Describe(DescribeContext<ContentItem> context)
    {
        context.For<NoteIndex>().When(IsNote).Map(item => item.As<NotePart>() is { } part
            ? new NoteIndex { ContentItemId = item.ContentItemId, Owner = item.Owner ?? "", Kind = part.Kind, AboutId = part.AboutId, CreatedUtc = item.CreatedUtc ?? default } : null);
        context.For<TimelineIndex>().When(IsNote).Map(item => item.As<NotePart>() is { AboutType: ContactTypes.Person or ContactTypes.Household } part ? Entries(item, part) : []);
    }

    private static bool IsNote(ContentItem item) => item.ContentType == ActivityTypes.Note && item.Latest;

    private static IEnumerable<TimelineIndex> Entries(ContentItem item, NotePart part) =>
    [
        new TimelineIndex
        {
            PersonId = part.AboutType == ContactTypes.Person ? part.AboutId : null, HouseholdId = part.AboutType == ContactTypes.Household ? part.AboutId : null,
            At = item.CreatedUtc ?? default, Kind = part.Kind == "idea" ? "idea" : "note", Channel = TimelineIndex.NoContact, Title = part.FirstLine(), SourceId = item.ContentItemId, SourceType = item.ContentType,
            SourceFields = SourceFields, By = item.Author ?? "",
        },
    ];
}
