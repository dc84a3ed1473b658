using Crm.Kernel.Display.Icons;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Crm.Kernel.Display.Tags;

/// <summary><c>&lt;icon name="users" /&gt;</c>: a Tabler icon. Decoration for a screen reader unless it has a <c>label</c>.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class IconTagHelper : TagHelper
{
    /// <summary>The icon's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>What the icon says when it stands alone.</summary>
    public string? Label { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var classes = output.Attributes["class"]?.Value?.ToString();
        output.SuppressOutput();
        output.Content.SetHtmlContent(Draw(Name, Label, classes));
    }

    internal static IHtmlContent Draw(string name, string? label = null, string? classes = null)
    {
        var html = new HtmlContentBuilder();
        html.AppendHtml("<svg class=\"icon").Append(classes is null ? "" : " " + classes).AppendHtml("\" viewBox=\"0 0 24 24\"");
        if (label is null)
        {
            html.AppendHtml(" aria-hidden=\"true\">");
        }
        else
        {
            html.AppendHtml(" role=\"img\" aria-label=\"").Append(label).AppendHtml("\">");
        }

        return html.AppendHtml(IconSet.Instance.Paths(name)).AppendHtml("</svg>");
    }
}
