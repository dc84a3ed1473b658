using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Crm.Pages.Tests;

/// <summary>What the main part of a page is made of, without its words: each kind of element as it stands within others, by tag, by the attributes that styles and accessibility go by, and by whether it holds anything.</summary>
internal static class Markup
{
    public static IReadOnlySet<string> Of(string html)
    {
        var kinds = new HashSet<string>(StringComparer.Ordinal);
        if (new HtmlParser().ParseDocument(html).QuerySelector("main") is { } main)
        {
            Gather(main, "", kinds);
        }

        return kinds;
    }

    private static void Gather(IElement element, string within, HashSet<string> kinds)
    {
        var kind = $"{within}>{element.LocalName} {string.Join(' ', element.Attributes.Select(Plain).Order(StringComparer.Ordinal))}";
        var hasText = element.ChildNodes.OfType<IText>().Any(text => !string.IsNullOrWhiteSpace(text.Data));
        kinds.Add($"{kind} {(element.ChildElementCount == 0 ? "alone" : "parent")}{(hasText ? " text" : "")}");
        foreach (var child in element.Children)
        {
            Gather(child, kind, kinds);
        }
    }

    private static string Plain(IAttr attribute) => attribute.LocalName is "class" or "type" or "role" ? $"{attribute.LocalName}={attribute.Value}" : attribute.LocalName + (attribute.Value.Length == 0 ? "=" : "=…");
}
