namespace Crm.Messaging.Topics;

/// <summary>What letters can be about, as their readers choose: the site's section <c>TopicSettings</c>.</summary>
public sealed class TopicSettings
{
    /// <summary>All there are, in the order offered; those that were taken away too.</summary>
    public List<Topic> Topics { get; set; } = [];
}

/// <summary>What some letters are about.</summary>
public sealed class Topic
{
    /// <summary>How messages call it: lower-case letters, digits and hyphens. It stays.</summary>
    public string Name { get; set; } = "";

    /// <summary>What readers call it, by language (BCP 47).</summary>
    public Dictionary<string, string> Titles { get; set; } = [];

    /// <summary>A sentence that says what one gets, by language; none where nothing is to be said.</summary>
    public Dictionary<string, string> Sentences { get; set; } = [];

    /// <summary>Whether each reader may choose it; else those alone who were written to about it.</summary>
    public bool IsOffered { get; set; } = true;

    /// <summary>When it was taken away; null while it is in use. What was written about it keeps its title.</summary>
    public DateTime? RemovedUtc { get; set; }
}
