using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Crm.Kernel.Display.Tags;

/// <summary>
/// <c>&lt;div asp-validation-summary="ModelOnly" class="error-summary"&gt;</c>, in the place of ASP.NET's own, which hides an empty line by an inline style that the
/// content security policy forbids. Without faults nothing is written.
/// </summary>
[HtmlTargetElement("div", Attributes = "asp-validation-summary")]
public sealed class ErrorSummaryTagHelper : TagHelper
{
    /// <summary>The faults of the whole form, or all of them.</summary>
    [HtmlAttributeName("asp-validation-summary")]
    public ValidationSummary Shown { get; set; }

    /// <summary>Where the page is.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var state = ViewContext.ModelState;
        var sentences = (Shown == ValidationSummary.All ? state.Values.SelectMany(entry => entry.Errors) : state.TryGetValue("", out var whole) ? whole.Errors : Enumerable.Empty<ModelError>())
            .Select(error => error.ErrorMessage).Where(sentence => sentence.Length > 0).Distinct().ToList();
        if (sentences.Count == 0)
        {
            output.SuppressOutput();
            return;
        }

        var list = new HtmlContentBuilder().AppendHtml("<ul>");
        foreach (var sentence in sentences)
        {
            list.AppendHtml("<li>").Append(sentence).AppendHtml("</li>");
        }

        output.Attributes.SetAttribute("role", "alert");
        output.Content.SetHtmlContent(list.AppendHtml("</ul>"));
    }
}
