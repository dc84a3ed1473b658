using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Crm.Kernel.Display.Tags;

/// <summary><c>&lt;empty-state icon="users" heading="@T["Nobody here yet"]" text="…"&gt;the one action that fills it&lt;/empty-state&gt;</c>.</summary>
[HtmlTargetElement("empty-state")]
public sealed class EmptyStateTagHelper : TagHelper
{
    /// <summary>A Tabler icon.</summary>
    public string Icon { get; set; } = "inbox";

    /// <summary>What is missing.</summary>
    public string Heading { get; set; } = "";

    /// <summary>What this place is for.</summary>
    public string? Text { get; set; }

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var action = await output.GetChildContentAsync();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "empty-place");
        var html = new HtmlContentBuilder();
        html.AppendHtml(IconTagHelper.Draw(Icon, classes: "empty-icon")).AppendHtml("<h2>").Append(Heading).AppendHtml("</h2>");
        if (Text is not null)
        {
            html.AppendHtml("<p>").Append(Text).AppendHtml("</p>");
        }

        if (!action.IsEmptyOrWhiteSpace)
        {
            html.AppendHtml("<div class=\"empty-action\">").AppendHtml(action).AppendHtml("</div>");
        }

        output.Content.SetHtmlContent(html);
    }
}
