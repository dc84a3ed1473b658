using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Crm.Kernel.Display.Tags;

/// <summary>
/// <c>&lt;list-pager previous="@key" next="@key" count-from="?handler=Count" /&gt;</c>: keyset paging. The links carry <c>?before=</c> and <c>?after=</c> with the keys the page gives;
/// no key, no link. The count is fetched after the rows, from an address that answers a piece of text.
/// </summary>
[HtmlTargetElement("list-pager", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ListPagerTagHelper : TagHelper
{
    /// <summary>Key of the first row, when rows come before it.</summary>
    public string? Previous { get; set; }

    /// <summary>Key of the last row, when rows come after it.</summary>
    public string? Next { get; set; }

    /// <summary>Where the count is had.</summary>
    public string? CountFrom { get; set; }

    /// <summary>Where the page is.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var words = Words.Of(ViewContext);
        output.TagName = "nav";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "list-pager");
        output.Attributes.SetAttribute("aria-label", words["Pages"].Value);
        var html = new HtmlContentBuilder();
        if (CountFrom is not null)
        {
            html.AppendHtml("<span class=\"list-count\" aria-live=\"polite\" hx-trigger=\"load\" hx-get=\"").Append(Words.Address(ViewContext, CountFrom)).AppendHtml("\"></span>");
        }

        Link(html, words["Previous"].Value, "chevron-left", "prev", string.IsNullOrEmpty(Previous) ? null : ("before", Previous));
        Link(html, words["Next"].Value, "chevron-right", "next", string.IsNullOrEmpty(Next) ? null : ("after", Next));
        output.Content.SetHtmlContent(html);
    }

    private void Link(HtmlContentBuilder html, string text, string icon, string rel, (string Key, string Value)? to)
    {
        if (to is null)
        {
            return;
        }

        var other = to.Value.Key == "after" ? "before" : "after";
        html.AppendHtml("<a class=\"btn\" rel=\"").AppendHtml(rel).AppendHtml("\" href=\"")
            .Append(QueryAddress.With(ViewContext.HttpContext.Request, (other, null), (to.Value.Key, to.Value.Value))).AppendHtml("\">");
        if (rel == "prev")
        {
            html.AppendHtml(IconTagHelper.Draw(icon));
        }

        html.Append(text);
        if (rel == "next")
        {
            html.AppendHtml(IconTagHelper.Draw(icon));
        }

        html.AppendHtml("</a>");
    }
}
