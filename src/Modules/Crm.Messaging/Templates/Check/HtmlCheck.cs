using System.Text.RegularExpressions;
using Crm.Messaging.Templates.Merge;
using Crm.Messaging.Templates.Render;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Templates.Check;

/// <summary>Looks at a template's HTML: what mail programs strip or take for an attack is refused, what they show badly is said.</summary>
internal static partial class HtmlCheck
{
    private const char Stand = '\uE000';

    private static readonly HashSet<string> s_refused = ["script", "iframe", "object", "embed", "form", "input", "button", "textarea", "select", "base", "link", "svg", "math", "applet", "frame", "frameset", "video", "audio"];

    /// <param name="fail">Called for what is refused.</param>
    /// <param name="warn">Called for what is only said.</param>
    public static void Run(string source, IReadOnlyList<LiquidPiece> pieces, IStringLocalizer s, Action<string> fail, Action<string> warn)
    {
        var (html, lines) = (LiquidScan.Blanked(source, pieces, Stand), new SourceLines(source));
        foreach (var tag in HtmlTags.Read(html))
        {
            var (line, column) = lines.PlaceOf(tag.Start);
            if (s_refused.Contains(tag.Name))
            {
                fail(s["Line {0}, column {1}: mail programs do not allow <{2}>.", line, column, tag.Name]);
            }
            else if (tag is { Name: "style", IsEnd: false } && StyleText(html, tag.End) is { } style && Media().Replace(style, "").Trim().Length > 0)
            {
                fail(s["Line {0}, column {1}: many mail programs leave <style> out. Write style=\"…\" where it belongs; only @media rules may stand in <style>.", line, column]);
            }
            else if (!tag.IsEnd)
            {
                Attributes(tag, lines, pieces, s, fail, warn);
            }
        }

        if (html.AsSpan().Contains(Stand) && TagNames().Match(html) is { Success: true } odd)
        {
            var (line, column) = lines.PlaceOf(odd.Index);
            fail(s["Line {0}, column {1}: put out text or the value of an attribute, not a piece of a tag.", line, column]);
        }
    }

    private static void Attributes(HtmlTag tag, SourceLines lines, IReadOnlyList<LiquidPiece> pieces, IStringLocalizer s, Action<string> fail, Action<string> warn)
    {
        var (line, column) = lines.PlaceOf(tag.Start);
        var attributes = HtmlTags.Attributes(tag).ToList();
        foreach (var attribute in attributes)
        {
            var isOutput = attribute.Value.Contains(Stand, StringComparison.Ordinal);
            if (attribute.Name.StartsWith("on", StringComparison.Ordinal) || attribute.Name is "srcdoc" or "http-equiv" or "formaction")
            {
                fail(s["Line {0}, column {1}: mail programs do not allow {2}=.", line, column, attribute.Name]);
            }
            else if (attribute.Name.Contains(Stand, StringComparison.Ordinal) || (isOutput && (!attribute.IsQuoted || attribute.Name == "style")))
            {
                fail(s["Line {0}, column {1}: put out text or the value of an attribute, not a piece of a tag.", line, column]);
            }
            else if (attribute.Name is "href" or "src" or "background" or "action" or "srcset")
            {
                Address(tag, attribute, lines, pieces, s, fail, warn);
            }
        }

        if (tag.Name == "img" && attributes.All(attribute => attribute.Name != "alt"))
        {
            warn(s["Line {0}, column {1}: give the picture alt=\"…\": many read a letter without pictures.", line, column]);
        }
    }

    private static void Address(HtmlTag tag, HtmlAttribute attribute, SourceLines lines, IReadOnlyList<LiquidPiece> pieces, IStringLocalizer s, Action<string> fail, Action<string> warn)
    {
        var begins = tag.Start + tag.Name.Length + 1 + attribute.At;
        var (line, column) = lines.PlaceOf(begins);
        var within = pieces.Where(piece => piece.IsOutput && piece.Start >= begins && piece.Start < begins + attribute.Value.Length).ToList();
        var value = attribute.Value.Trim();
        var isOurs = within.Count > 0 && value.StartsWith(Stand) && within[0].Inner.Split('|')[0].Trim() == MergeFields.SiteUrl;
        if (!isOurs && !Absolute().IsMatch(value))
        {
            fail(s["Line {0}, column {1}: a letter lies on no site: begin the address with https://, mailto:, tel: or {{{{ site.url }}}}.", line, column]);
        }

        if (within.Skip(isOurs ? 1 : 0).Any(piece => !piece.Inner.EndsWith("url_encode", StringComparison.Ordinal)))
        {
            fail(s["Line {0}, column {1}: within an address, end the output with | url_encode.", line, column]);
        }

        if (value.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        {
            warn(s["Line {0}, column {1}: the address begins with http://, which programs call unsafe.", line, column]);
        }
    }

    private static string StyleText(string html, int from) => html[from..(html.IndexOf("</style", from, StringComparison.OrdinalIgnoreCase) is >= 0 and var end ? end : html.Length)].Trim().TrimEnd('>');

    [GeneratedRegex(@"^(https?://|mailto:|tel:)[^\s]", RegexOptions.IgnoreCase)]
    private static partial Regex Absolute();

    [GeneratedRegex(@"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", RegexOptions.None, 1000)]
    private static partial Regex Media();

    [GeneratedRegex("</?[A-Za-z0-9]*\uE000")]
    private static partial Regex TagNames();
}
