using System.Text.RegularExpressions;
using Crm.Contacts.Segments.Rules;

namespace Crm.Contacts.Segments.Edit;

/// <summary>How rules are written in the builder.</summary>
internal static partial class RuleWords
{
    /// <summary>An operator in a list of choices: "in the last …" for "in the last {0} {1}".</summary>
    public static string Choice(SegmentOperator how) => Dots().Replace(Place().Replace(how.Pattern, "…"), "…").Trim();

    /// <summary>The type of an input.</summary>
    public static string InputType(OperandKind kind) => kind switch { OperandKind.Number => "number", OperandKind.Day => "date", OperandKind.Time => "time", _ => "text" };

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();

    [GeneratedRegex("…(\\s*…)+")]
    private static partial Regex Dots();
}
