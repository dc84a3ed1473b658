using System.Linq.Expressions;
using Crm.Contacts.People;

namespace Crm.Contacts.Segments.Rules;

/// <summary>
/// What a segment or a view can ask of people: one fact, with the ways to compare it. Plain text shown to people is in their language; <paramref name="Id"/> is what is stored.
/// </summary>
/// <param name="Id">Stable, as <c>person.stage</c>; a module's own rules begin with a word of the module.</param>
/// <param name="Group">The heading it is offered under.</param>
/// <param name="Label">The fact, as a sentence begins: "Stage".</param>
/// <param name="Operators">The ways to compare, the usual one first.</param>
public sealed record SegmentRule(string Id, string Group, string Label, IReadOnlyList<SegmentOperator> Operators)
{
    /// <summary>The members that the answer is made of: who may not see one of them may not ask, since counting would tell it.</summary>
    public IReadOnlyList<SourceField> Sources { get; init; } = [];

    /// <summary>Name of a right that who asks must hold; null when seeing people is enough.</summary>
    public string? Permission { get; init; }

    /// <summary>Why it cannot be asked at present (its values are still being indexed); null when it can.</summary>
    public string? NotNow { get; init; }
}

/// <summary>A member of a content type, as <c>Person</c>, <c>PersonPart.Stage</c>.</summary>
public sealed record SourceField(string Type, string Path);

/// <summary>The condition of a rule on a row of the index of people. It is translated to SQL: relations are asked by sub-queries, never by ids in memory, and it is never null-valued (<c>not</c> must turn it round).</summary>
public delegate Expression<Func<PersonIndex, bool>> SegmentCondition(SegmentScope scope, SegmentValues values);

/// <summary>A way to compare.</summary>
/// <param name="Id">Stored: "is", "last".</param>
/// <param name="Pattern">What follows the label in a sentence, with the values' places: "is {0}", "in the last {0} {1}".</param>
/// <param name="Condition">Its SQL.</param>
/// <param name="Operands">What has to be filled in.</param>
public sealed record SegmentOperator(string Id, string Pattern, SegmentCondition Condition, params IReadOnlyList<SegmentOperand> Operands);

/// <summary>A value to fill in.</summary>
/// <param name="Name">Stored: "value", "count".</param>
/// <param name="Label">Said to who cannot see the sentence around the input.</param>
public sealed record SegmentOperand(string Name, string Label, OperandKind Kind)
{
    /// <summary>What can be chosen, for <see cref="OperandKind.Choice"/>.</summary>
    public IReadOnlyList<SegmentChoice> Choices { get; init; } = [];

    /// <summary>Whether a stored value may be none of the choices: an account that was closed, a stage that was renamed.</summary>
    public bool OtherValues { get; init; }

    /// <summary>The smallest number.</summary>
    public double Min { get; init; } = double.MinValue;

    /// <summary>The largest number.</summary>
    public double Max { get; init; } = double.MaxValue;
}

/// <summary>What can be chosen, and the words for it.</summary>
public sealed record SegmentChoice(string Value, string Text);

/// <summary>What is typed; in JSON a number for <see cref="Number"/>, else a text.</summary>
public enum OperandKind
{
    /// <summary>Words.</summary>
    Text,

    /// <summary>A number, whole or not.</summary>
    Number,

    /// <summary>A day, <c>2026-01-31</c>.</summary>
    Day,

    /// <summary>A time of day, <c>08:30</c>.</summary>
    Time,

    /// <summary>One of a list.</summary>
    Choice,
}

/// <summary>Rules of a module. Register with <c>services.AddSegmentRules&lt;T&gt;()</c>; scoped, asked once a request that needs rules.</summary>
public interface ISegmentRules
{
    /// <summary>The rules, in the order offered.</summary>
    ValueTask<IReadOnlyList<SegmentRule>> ListAsync(CancellationToken cancellationToken);
}
