using System.Text.RegularExpressions;
using Crm.Messaging.Templates.Render;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Templates.Check;

/// <summary>Says where a French text has an ordinary space that would let a line end before a sign.</summary>
internal static partial class FrenchSpaces
{
    public static void Run(string source, IReadOnlyList<LiquidPiece> pieces, bool isHtml, IStringLocalizer s, Action<string> warn)
    {
        var text = LiquidScan.Blanked(source, pieces, 'x').ToCharArray();
        foreach (var tag in isHtml ? HtmlTags.Read(new string(text)) : [])
        {
            text.AsSpan(tag.Start, tag.End - tag.Start).Fill('x');
        }

        if (Loose().Match(new string(text)) is { Success: true } match)
        {
            var (line, column) = new SourceLines(source).PlaceOf(match.Index);
            warn(s["Line {0}, column {1}: in French a no-break space stands before : ; ! ? » and behind «.", line, column]);
        }
    }

    [GeneratedRegex("(?<=\\w) [:;!?»](?!\\w)|« (?=\\w)")]
    private static partial Regex Loose();
}
