namespace Crm.Contacts.Segments.Edit;

/// <summary>A node of the tree as a form sends it: nodes come from top to bottom, their depth says how they hang together.</summary>
internal sealed class NodeForm
{
    /// <summary>0 for the whole; a node hangs below the last one before it that is less deep.</summary>
    public int Depth { get; set; }

    /// <summary>all, any or none for a group; blank for a rule.</summary>
    public string? Match { get; set; }

    /// <summary>The rule's id.</summary>
    public string? Rule { get; set; }

    /// <summary>The operator's id.</summary>
    public string? Op { get; set; }

    /// <summary>Whether it must not hold.</summary>
    public bool Not { get; set; }

    /// <summary>What was typed, by operand.</summary>
    public Dictionary<string, string?> Values { get; set; } = [];
}
