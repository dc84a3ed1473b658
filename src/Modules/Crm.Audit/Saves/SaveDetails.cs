using Crm.Audit.Differences;

namespace Crm.Audit.Saves;

/// <summary>A save and what it changed, of what its reader may see.</summary>
/// <param name="HasNewer">Whether the record was saved again since.</param>
internal sealed record SaveDetails(SaveAnswer Save, bool HasNewer, IReadOnlyList<FieldChange> Differences)
{
    public static SaveDetails Of(SaveView view) => new(SaveAnswer.Of(new SaveLine(view.Entry, view.Event, view.Type, view.Title)), view.HasNewer, [.. view.Differences.Select(FieldChange.Of)]);
}

/// <summary>What a save changed in one field.</summary>
/// <param name="Path">The path below the record, as "PersonPart.GivenName".</param>
/// <param name="Label">What people call the field, in the reader's language.</param>
/// <param name="Old">The value or text before, as the reader reads it; null for none and for lists.</param>
/// <param name="New">The value or text after; null for none and for lists.</param>
/// <param name="Words">Of a long text, word by word: what was "kept", "removed" and "added", in order; else null.</param>
/// <param name="Added">The entries that came into a list; else null.</param>
/// <param name="Removed">The entries that left a list; else null.</param>
/// <param name="Reordered">Whether only the order of a list changed.</param>
internal sealed record FieldChange(string Path, string Label, string? Old, string? New, IReadOnlyList<WordsChange>? Words, IReadOnlyList<string>? Added, IReadOnlyList<string>? Removed, bool Reordered)
{
    public static FieldChange Of(Difference difference) => difference switch
    {
        ValueDifference value => new(value.Path, value.Label, value.Old, value.New, null, null, null, false),
        TextDifference text => new(text.Path, text.Label, Without(text, Fate.Added), Without(text, Fate.Removed), [.. text.Runs.Select(run => new WordsChange(run.Fate.ToString().ToLowerInvariant(), run.Text))], null, null, false),
        ListDifference list => new(list.Path, list.Label, null, null, null, list.Added, list.Removed, list.Reordered),
        _ => throw new InvalidOperationException($"A difference of kind {difference.GetType().Name} cannot be told."),
    };

    private static string Without(TextDifference text, Fate fate) => string.Concat(text.Runs.Where(run => run.Fate != fate).Select(run => run.Text));
}

/// <summary>Words in a row that share a fate: "kept", "removed" or "added".</summary>
internal sealed record WordsChange(string Fate, string Text);
