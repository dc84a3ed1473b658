namespace Crm.Contacts.Segments.Conditions;

/// <summary>A node of a condition tree.</summary>
internal abstract record Condition;

/// <summary>Conditions that hold together.</summary>
internal sealed record ConditionGroup(GroupMatch Match, IReadOnlyList<Condition> Of) : Condition
{
    /// <summary>Everybody.</summary>
    public static readonly ConditionGroup Everybody = new(GroupMatch.All, []);
}

/// <summary>One rule with its operator and values, as stored: a text or a double each.</summary>
internal sealed record RuleCondition(string Rule, string Operator, bool Not, IReadOnlyDictionary<string, object> Values) : Condition;

/// <summary>How the conditions of a group hold together.</summary>
internal enum GroupMatch
{
    /// <summary>Each holds.</summary>
    All,

    /// <summary>At least one holds.</summary>
    Any,

    /// <summary>None holds.</summary>
    None,
}

/// <summary>A fault of a condition tree.</summary>
/// <param name="Path">JSON pointer: <c>/of/1/values/count</c>.</param>
/// <param name="Sentence">In the reader's language.</param>
internal sealed record ConditionFault(string Path, string Sentence);
