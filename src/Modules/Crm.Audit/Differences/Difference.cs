namespace Crm.Audit.Differences;

/// <summary>What changed in one field of a record.</summary>
/// <param name="Path">The JSON path below the record, as <c>Person.Email.Text</c>.</param>
/// <param name="Label">What people call the field.</param>
internal abstract record Difference(string Path, string Label);

/// <summary>A value was put in place of another; null for none.</summary>
internal sealed record ValueDifference(string Path, string Label, string? Old, string? New) : Difference(Path, Label);

/// <summary>A long text was edited.</summary>
internal sealed record TextDifference(string Path, string Label, IReadOnlyList<Run> Runs) : Difference(Path, Label);

/// <summary>Entries of a list came and went.</summary>
internal sealed record ListDifference(string Path, string Label, IReadOnlyList<string> Added, IReadOnlyList<string> Removed, bool Reordered) : Difference(Path, Label);

/// <summary>Words in a row that share a fate.</summary>
internal sealed record Run(Fate Fate, string Text);

/// <summary>What became of words.</summary>
internal enum Fate
{
    /// <summary>They stayed.</summary>
    Kept,

    /// <summary>They went.</summary>
    Removed,

    /// <summary>They came.</summary>
    Added,
}
