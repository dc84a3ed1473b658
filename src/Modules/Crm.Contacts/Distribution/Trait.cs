using Crm.Contacts.People;
using Crm.Contacts.Segments.Conditions;

namespace Crm.Contacts.Distribution;

/// <summary>A way to tell people apart, of which each has one value or none: a column of their index, or a field that the tenant added.</summary>
/// <param name="Key">As an address names it: "source", or <c>Person.Eyes</c> for a field.</param>
/// <param name="Label">In the reader's language.</param>
/// <param name="Known">The people whose value is known, by value.</param>
/// <param name="Say">How values are shown; those without an entry as they are.</param>
/// <param name="Ask">The condition that finds the people with a value; with null, those of whom it is not known.</param>
internal sealed record Trait(
    string Key,
    string Label,
    Func<IQueryable<PersonIndex>, IQueryable<TraitRow>> Known,
    Func<IReadOnlyList<TraitRow>, Task<IReadOnlyDictionary<string, string>>> Say,
    Func<TraitRow?, RuleCondition> Ask)
{
    /// <summary>Puts values together that the condition does not tell apart, and orders them; null where each stands for itself, the commonest first. What it is given are few.</summary>
    public Func<IReadOnlyList<TraitRow>, IReadOnlyList<TraitRow>>? Gather { get; init; }
}

/// <summary>A value and how many people have it.</summary>
internal sealed class TraitRow
{
    /// <summary>What is stored.</summary>
    public string Value { get; set; } = "";

    /// <summary>One of the spellings that are shown for it.</summary>
    public string Sample { get; set; } = "";

    /// <summary>The document of somebody who has it.</summary>
    public long Somebody { get; set; }

    /// <summary>People.</summary>
    public int People { get; set; }
}
