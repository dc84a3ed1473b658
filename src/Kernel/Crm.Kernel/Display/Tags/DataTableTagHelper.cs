using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Crm.Kernel.Display.Tags;

/// <summary>
/// <c>&lt;data-table label="People"&gt;&lt;thead&gt;…&lt;/thead&gt;&lt;tbody&gt;…&lt;/tbody&gt;&lt;/data-table&gt;</c>: a list with a sticky header. Arrow keys move from row to row,
/// Enter opens the row's first link, space ticks its checkbox, <c>e</c> follows the link marked <c>data-edit</c>.
/// </summary>
[HtmlTargetElement("data-table")]
public sealed class DataTableTagHelper : TagHelper
{
    /// <summary>What the table lists, for screen readers.</summary>
    public string Label { get; set; } = "";

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var extra = output.Attributes["class"]?.Value?.ToString();
        output.TagName = "table";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "table data-table " + extra);
        output.Attributes.SetAttribute("data-rows", "");
        output.PreElement.SetHtmlContent("<div class=\"table-frame\" tabindex=\"0\" role=\"region\" aria-label=\"" + System.Net.WebUtility.HtmlEncode(Label) + "\">");
        output.PreContent.SetHtmlContent(new HtmlContentBuilder().AppendHtml("<caption class=\"visually-hidden\">").Append(Label).AppendHtml("</caption>"));
        output.PostElement.SetHtmlContent("</div>");
    }
}

/// <summary>
/// <c>&lt;th sort="name"&gt;</c>: a heading that sorts. Its link carries <c>?sort=name</c>, then <c>?sort=-name</c>, and keeps every other filter of the address;
/// the page reads <c>sort</c> from the query. <c>sort-default</c> marks the order in force when the query names none.
/// </summary>
[HtmlTargetElement("th", Attributes = "sort")]
public sealed class SortHeaderTagHelper : TagHelper
{
    /// <summary>The key to sort by.</summary>
    public string Sort { get; set; } = "";

    /// <summary>Whether the list is sorted so when nothing is asked.</summary>
    public bool SortDefault { get; set; }

    /// <summary>Where the page is.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var current = ViewContext.HttpContext.Request.Query["sort"].ToString();
        var up = current == Sort || (current.Length == 0 && SortDefault);
        var down = current == "-" + Sort;
        var text = await output.GetChildContentAsync();
        output.Attributes.SetAttribute("scope", "col");
        if (up || down)
        {
            output.Attributes.SetAttribute("aria-sort", up ? "ascending" : "descending");
        }

        var link = new TagBuilder("a");
        link.AddCssClass("sort-link");
        link.Attributes["href"] = QueryAddress.With(ViewContext.HttpContext.Request, ("sort", up ? "-" + Sort : Sort), ("after", null), ("before", null), ("page", null));
        link.InnerHtml.AppendHtml(text.GetContent());
        if (up || down)
        {
            link.InnerHtml.AppendHtml(IconTagHelper.Draw(up ? "chevron-up" : "chevron-down"));
        }

        output.Content.SetHtmlContent(link);
    }
}
