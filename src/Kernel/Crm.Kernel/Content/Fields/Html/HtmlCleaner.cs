using Ganss.Xss;

namespace Crm.Kernel.Content.Fields;

/// <summary>Takes scripts, event handlers, foreign frames and dangerous addresses out of HTML. One per tenant, used by everything that stores HTML.</summary>
public sealed class HtmlCleaner
{
    private readonly HtmlSanitizer _sanitizer = Make();

    /// <summary>The HTML without what could act; cleaning twice changes nothing more.</summary>
    public string? Clean(string? html) => string.IsNullOrEmpty(html) || !html.AsSpan().ContainsAny('<', '&') || PlainMarkup.Is(html) ? html : _sanitizer.Sanitize(html);

    private static HtmlSanitizer Make()
    {
        var sanitizer = new HtmlSanitizer();
        sanitizer.AllowedAttributes.Add("class");
        sanitizer.AllowedSchemes.Add("mailto");
        sanitizer.AllowedSchemes.Add("tel");
        sanitizer.AllowedTags.Remove("form");
        sanitizer.AllowedTags.Remove("input");
        sanitizer.AllowedTags.Remove("button");
        sanitizer.AllowedTags.Remove("textarea");
        sanitizer.AllowedTags.Remove("select");
        sanitizer.AllowedTags.Remove("option");
        return sanitizer;
    }
}
