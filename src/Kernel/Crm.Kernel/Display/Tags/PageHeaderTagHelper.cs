using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Crm.Kernel.Display.Tags;

/// <summary>
/// <c>&lt;page-header heading="People" count="1204"&gt;&lt;crumb href="~/admin/settings"&gt;Settings&lt;/crumb&gt; …buttons… &lt;/page-header&gt;</c>:
/// the page's only <c>h1</c> with the way back above it and the page's actions at its right. Also sets the window's title.
/// </summary>
[HtmlTargetElement("page-header")]
public sealed class PageHeaderTagHelper : TagHelper
{
    /// <summary>The title, localised.</summary>
    public string Heading { get; set; } = "";

    /// <summary>A second line under the title.</summary>
    public string? Lead { get; set; }

    /// <summary>A figure beside the title; already formatted.</summary>
    public string? Count { get; set; }

    /// <summary>Where the page is.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ViewContext.ViewData["Title"] = Heading;
        var crumbs = new List<IHtmlContent>();
        context.Items[typeof(CrumbTagHelper)] = crumbs;
        var actions = await output.GetChildContentAsync();

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "page-header");
        var html = new HtmlContentBuilder();
        html.AppendHtml("<div class=\"page-header-words\">");
        if (crumbs.Count > 0)
        {
            html.AppendHtml("<nav class=\"crumbs\" aria-label=\"").Append(Words.Of(ViewContext)["Breadcrumb"].Value).AppendHtml("\"><ol>");
            crumbs.ForEach(crumb => html.AppendHtml("<li>").AppendHtml(crumb).AppendHtml("</li>"));
            html.AppendHtml("</ol></nav>");
        }

        html.AppendHtml("<h1 class=\"page-title\" dir=\"auto\">").Append(Heading);
        if (Count is not null)
        {
            html.AppendHtml(" <span class=\"page-count\">").Append(Count).AppendHtml("</span>");
        }

        html.AppendHtml("</h1>");
        if (Lead is not null)
        {
            html.AppendHtml("<p class=\"page-lead\">").Append(Lead).AppendHtml("</p>");
        }

        html.AppendHtml("</div>");
        if (!actions.IsEmptyOrWhiteSpace)
        {
            html.AppendHtml("<div class=\"page-actions\">").AppendHtml(actions).AppendHtml("</div>");
        }

        output.Content.SetHtmlContent(html);
    }
}

/// <summary>A step of the way back, inside <c>page-header</c>.</summary>
[HtmlTargetElement("crumb", ParentTag = "page-header")]
public sealed class CrumbTagHelper : TagHelper
{
    /// <summary>The address; <c>~/</c> is the tenant's root.</summary>
    public string Href { get; set; } = "";

    /// <summary>Where the page is.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var text = await output.GetChildContentAsync();
        var link = new TagBuilder("a");
        link.Attributes["href"] = Words.Address(ViewContext, Href);
        link.InnerHtml.SetHtmlContent(text.GetContent());
        ((List<IHtmlContent>)context.Items[typeof(CrumbTagHelper)]).Add(link);
        output.SuppressOutput();
    }
}
