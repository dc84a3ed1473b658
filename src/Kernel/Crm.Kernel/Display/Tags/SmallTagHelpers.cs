using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Crm.Kernel.Display.Tags;

/// <summary><c>&lt;badge tone="good"&gt;Published&lt;/badge&gt;</c>. Tones: neutral, good, warn, bad, info. Colour only where it means something; the word says it too.</summary>
[HtmlTargetElement("badge")]
public sealed class BadgeTagHelper : TagHelper
{
    /// <summary>neutral, good, warn, bad or info.</summary>
    public string Tone { get; set; } = "neutral";

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.Attributes.SetAttribute("class", "badge tone-" + Tone);
    }
}

/// <summary><c>&lt;avatar name="Odile Martin" /&gt;</c>: initials on one of eight quiet colours, the same for the same name. Decoration: write the name beside it.</summary>
[HtmlTargetElement("avatar", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class AvatarTagHelper : TagHelper
{
    /// <summary>The name.</summary>
    public string Name { get; set; } = "";

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var hash = Name.Aggregate(17u, (sum, letter) => unchecked((sum * 31) + letter));
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"avatar hue-{hash % 8} {output.Attributes["class"]?.Value}");
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Content.SetContent(Initials(Name));
    }

    internal static string Initials(string name)
    {
        var words = name.Split([' ', '-', '\u00A0'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? "?" : string.Concat(First(words[0]), words.Length > 1 ? First(words[^1]) : "").ToUpperInvariant();

        static string First(string word) => System.Globalization.StringInfo.GetNextTextElement(word);
    }
}

/// <summary><c>&lt;tab-bar label="…"&gt;&lt;tab href="?view=open" active="true"&gt;Open&lt;/tab&gt;&lt;/tab-bar&gt;</c>: tabs are links, each with its address.</summary>
[HtmlTargetElement("tab-bar")]
public sealed class TabBarTagHelper : TagHelper
{
    /// <summary>What the tabs choose.</summary>
    public string Label { get; set; } = "";

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "nav";
        output.Attributes.SetAttribute("class", "nav nav-tabs tab-bar");
        output.Attributes.SetAttribute("aria-label", Label);
    }
}

/// <summary>One tab.</summary>
[HtmlTargetElement("tab", ParentTag = "tab-bar")]
public sealed class TabTagHelper : TagHelper
{
    /// <summary>The address; <c>~/</c> is the tenant's root.</summary>
    public string Href { get; set; } = "";

    /// <summary>Whether it is the one shown.</summary>
    public bool Active { get; set; }

    /// <summary>Where the page is.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "a";
        output.Attributes.SetAttribute("href", Words.Address(ViewContext, Href));
        output.Attributes.SetAttribute("class", Active ? "nav-link active" : "nav-link");
        if (Active)
        {
            output.Attributes.SetAttribute("aria-current", "page");
        }
    }
}

/// <summary><c>&lt;chip remove="…address without the filter…"&gt;Stage is Client&lt;/chip&gt;</c>: a filter in force, with a cross that takes it off.</summary>
[HtmlTargetElement("chip")]
public sealed class ChipTagHelper : TagHelper
{
    /// <summary>The address without this filter; see <see cref="QueryAddress"/>.</summary>
    public string? Remove { get; set; }

    /// <summary>Where the page is.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var text = (await output.GetChildContentAsync()).GetContent();
        output.TagName = "span";
        output.Attributes.SetAttribute("class", "chip");
        output.Content.SetHtmlContent(text);
        if (Remove is not null)
        {
            output.PostContent.SetHtmlContent(new HtmlContentBuilder().AppendHtml("<a href=\"").Append(Words.Address(ViewContext, Remove))
                .AppendHtml("\" aria-label=\"").Append(Words.Of(ViewContext)["Remove this filter"].Value).AppendHtml("\">").AppendHtml(IconTagHelper.Draw("x")).AppendHtml("</a>"));
        }
    }
}

/// <summary>
/// <c>&lt;button confirm="Delete 3 people?" confirm-text="They go to the trash for 30 days." confirm-button="Delete"&gt;</c>: asks in a dialog before the form is sent.
/// For acts that cannot be undone with a toast only.
/// </summary>
[HtmlTargetElement("button", Attributes = "confirm")]
public sealed class ConfirmTagHelper : TagHelper
{
    /// <summary>The question.</summary>
    public string Confirm { get; set; } = "";

    /// <summary>What will happen.</summary>
    public string? ConfirmText { get; set; }

    /// <summary>The word on the button that goes on; the button's own text when not said.</summary>
    public string? ConfirmButton { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Attributes.SetAttribute("data-confirm", Confirm);
        if (ConfirmText is not null)
        {
            output.Attributes.SetAttribute("data-confirm-text", ConfirmText);
        }

        if (ConfirmButton is not null)
        {
            output.Attributes.SetAttribute("data-confirm-button", ConfirmButton);
        }
    }
}
