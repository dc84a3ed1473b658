using LinqToDB.Mapping;

namespace Crm.Messaging.Tracking;

/// <summary>What can be noted of a reader.</summary>
public enum TrackingKind
{
    /// <summary>That a letter was opened.</summary>
    Opens,

    /// <summary>That a link in it was followed.</summary>
    Clicks,
}

/// <summary>The kinds as codes: never renamed.</summary>
internal static class TrackingKinds
{
    public static readonly IReadOnlyList<TrackingKind> All = [TrackingKind.Opens, TrackingKind.Clicks];

    public static string NameOf(TrackingKind kind) => kind == TrackingKind.Opens ? "opens" : "clicks";

    /// <summary>Null for a code that is none.</summary>
    public static TrackingKind? Of(string? name) => name switch { "opens" => TrackingKind.Opens, "clicks" => TrackingKind.Clicks, _ => null };
}

/// <summary>What somebody answered. Codes of the log: never renamed.</summary>
internal static class TrackingAnswers
{
    /// <summary>They allow it.</summary>
    public const string Granted = "granted";

    /// <summary>They refuse it.</summary>
    public const string Denied = "denied";

    /// <summary>Nobody knows any more: who allowed it became one with somebody who never said. It is the same as never having said.</summary>
    public const string Unknown = "unknown";
}

/// <summary>One thing that somebody said of being tracked, with the words they answered to; a plain table that is only added to. What was said last of a kind holds.</summary>
[Table("TrackingConsent", IsColumnAttributeRequired = false)]
internal sealed class TrackingAnswer
{
    [PrimaryKey, Identity]
    public long Id { get; set; }

    /// <summary>Content item id.</summary>
    public string PersonId { get; set; } = "";

    /// <summary>One of <see cref="TrackingKinds"/>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>One of <see cref="TrackingAnswers"/>.</summary>
    public string Answer { get; set; } = "";

    public DateTime AtUtc { get; set; }

    /// <summary>How it was said: "page" for the link in a letter, "agent" for somebody who noted it here, "merge" for what follows from becoming one with another person.</summary>
    public string Source { get; set; } = "";

    /// <summary>Of the page, the message whose link was followed.</summary>
    public string MessageId { get; set; } = "";

    /// <summary>Of an agent, the name.</summary>
    public string ByName { get; set; } = "";

    /// <summary>The sentence that was shown.</summary>
    public string Wording { get; set; } = "";

    /// <summary>The language of the sentence (BCP 47).</summary>
    public string Language { get; set; } = "";
}
