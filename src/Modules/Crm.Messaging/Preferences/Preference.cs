using LinqToDB.Mapping;

namespace Crm.Messaging.Preferences;

/// <summary>What somebody said of letters to many. Codes of the log: never renamed.</summary>
internal static class PreferenceKinds
{
    /// <summary>No more of it.</summary>
    public const string Stop = "stop";

    /// <summary>Not now: none until a moment.</summary>
    public const string Pause = "pause";

    /// <summary>Again.</summary>
    public const string Allow = "allow";
}

/// <summary>One thing that somebody said; a plain table that is only added to. What was said last of a topic, or of everything, holds.</summary>
[Table("MessagePreference", IsColumnAttributeRequired = false)]
internal sealed class Preference
{
    [PrimaryKey, Identity]
    public long Id { get; set; }

    /// <summary>Content item id.</summary>
    public string PersonId { get; set; } = "";

    /// <summary>The topic; blank for everything.</summary>
    public string Topic { get; set; } = "";

    /// <summary>One of <see cref="PreferenceKinds"/>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>Of a pause, its end.</summary>
    public DateTime? UntilUtc { get; set; }

    public DateTime AtUtc { get; set; }

    /// <summary>How it was said: "page", "one-click", "agent", "complaint", "mail" for a mail program that leaves by a mail, or "merge" for what was said by who became this person.</summary>
    public string Source { get; set; } = "";

    /// <summary>Of the page and the click, the message whose link was followed.</summary>
    public string MessageId { get; set; } = "";

    /// <summary>Of an agent, the name.</summary>
    public string ByName { get; set; } = "";
}
