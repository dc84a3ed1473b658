using Crm.Kernel.Data;

namespace Crm.Contacts.Timeline;

/// <summary>
/// The timeline of people and households: one table, one query to read twenty years. Any module adds rows by an index map of its own documents; a row names
/// a person or a household, never both.
/// </summary>
public sealed class TimelineIndex : MapIndex
{
    /// <summary>The <see cref="Channel"/> of what concerns somebody and was no contact with them: a task done.</summary>
    public const string NoContact = "none";

    /// <summary>The person; null for a row of a household.</summary>
    public string? PersonId { get; set; }

    /// <summary>The household; null for a row of a person.</summary>
    public string? HouseholdId { get; set; }

    /// <summary>When it happened, UTC; midnight of the day when only the day is known.</summary>
    public DateTime At { get; set; }

    /// <summary>Whether only the day is known.</summary>
    public bool IsDate { get; set; }

    /// <summary>What it is: "note", "call", "letter", "message", "meeting" …; its icon and filter.</summary>
    public string Kind { get; set; } = "";

    /// <summary>"mail", "email", "phone", "sms", "inperson" …, empty when it is not told, or <see cref="NoContact"/>.</summary>
    public string Channel { get; set; } = "";

    /// <summary>"in", "out" or empty.</summary>
    public string Direction { get; set; } = "";

    /// <summary>One line.</summary>
    public string Title { get; set; } = "";

    /// <summary>The content item it comes from.</summary>
    public string SourceId { get; set; } = "";

    /// <summary>The content type of <see cref="SourceId"/>.</summary>
    public string SourceType { get; set; } = "";

    /// <summary>The members that the title is made of, with blanks between them (<c>InteractionPart.Text</c>): who may not see one of them does not see the title.</summary>
    public string SourceFields { get; set; } = "";

    /// <summary>Who did it, as shown.</summary>
    public string By { get; set; } = "";
}
