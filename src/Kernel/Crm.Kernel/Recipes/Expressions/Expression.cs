using System.Text.RegularExpressions;

namespace Crm.Kernel.Recipes.Expressions;

/// <summary>A string that is an expression as a whole: <c>[js: uuid()]</c>, <c>[file:text('a.html')]</c>.</summary>
/// <param name="Engine">"js" or "file".</param>
internal sealed partial record Expression(string Engine, string Script)
{
    internal static Expression? Of(string text)
    {
        if (text.Length < 5 || text[0] != '[' || text[^1] != ']')
        {
            return null;
        }

        var colon = text.IndexOf(':');
        var engine = colon > 0 ? text[1..colon].ToLowerInvariant() : "";
        return engine is "js" or "file" ? new Expression(engine, text[(colon + 1)..^1].Trim()) : null;
    }

    /// <summary>Whether the text looks like an expression of an engine that Orchard does not have either, as <c>[env:X]</c>.</summary>
    internal static bool IsMistaken(string text) => text.StartsWith("[env:", StringComparison.OrdinalIgnoreCase) && text.EndsWith(']');

    /// <summary>For <c>file</c>: the function (text, base64) and the path.</summary>
    internal (string Function, string Path)? FileCall()
        => FilePattern().Match(Script) is { Success: true } match ? (match.Groups[1].Value, match.Groups[3].Value) : null;

    /// <summary>The variables a script names by a plain string.</summary>
    internal IEnumerable<string> VariableNames() => VariablePattern().Matches(Script).Select(match => match.Groups[2].Value);

    [GeneratedRegex(@"^(text|base64)\(\s*(['""])(.*?)\2\s*\)\s*;?$")]
    private static partial Regex FilePattern();

    [GeneratedRegex(@"\bvariables\(\s*(['""])(.*?)\1\s*\)")]
    private static partial Regex VariablePattern();
}
