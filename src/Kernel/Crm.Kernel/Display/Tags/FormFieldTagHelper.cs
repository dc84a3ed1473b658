using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Crm.Kernel.Display.Tags;

/// <summary>
/// <c>&lt;form-field for="Input.Email" label="@T["E-mail"]" hint="…" /&gt;</c>: label, control, hint and error, tied together for screen readers. The control follows the
/// property's type; <c>type</c>, <c>items</c> (a list) or <c>rows</c> (a text area) say otherwise. A body stands in for the control: give it <c>id</c> and <c>name</c> with <c>asp-for</c>.
/// </summary>
[HtmlTargetElement("form-field", Attributes = "for")]
public sealed class FormFieldTagHelper(IHtmlGenerator generator) : TagHelper
{
    /// <summary>The property.</summary>
    public ModelExpression For { get; set; } = null!;

    /// <summary>The label, localised.</summary>
    public string Label { get; set; } = "";

    /// <summary>A sentence under the control.</summary>
    public string? Hint { get; set; }

    /// <summary>An input type that the property's type does not tell: "password", "tel", "url", "time" …</summary>
    public string? Type { get; set; }

    /// <summary>The choices of a list.</summary>
    public IEnumerable<SelectListItem>? Items { get; set; }

    /// <summary>Lines of a text area.</summary>
    public int Rows { get; set; }

    /// <summary>Whether it must be filled; when not said, the property tells.</summary>
    public bool? Required { get; set; }

    /// <summary>Text shown while empty.</summary>
    public string? Placeholder { get; set; }

    /// <summary>The browser's autocomplete token.</summary>
    public string? Autocomplete { get; set; }

    /// <summary>Puts the cursor here when the page opens.</summary>
    public bool Autofocus { get; set; }

    /// <summary>Where the page is.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    private bool IsFlag => (Nullable.GetUnderlyingType(For.ModelExplorer.ModelType) ?? For.ModelExplorer.ModelType) == typeof(bool) && Items is null;

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var name = ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);
        if (ViewContext.ViewData.Hides(name))
        {
            Lock(output);
            return;
        }

        var id = TagBuilder.CreateSanitizedId(name, "_");
        var error = ViewContext.ModelState.TryGetValue(name, out var entry) && entry.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;
        var required = Required ?? (For.Metadata.IsRequired && !IsFlag);
        var body = await output.GetChildContentAsync();
        IHtmlContent control = body.IsEmptyOrWhiteSpace ? Control(Attributes(id, error, required)) : body;

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "field " + output.Attributes["class"]?.Value);
        output.Content.SetHtmlContent(Compose(id, control, error, required, bare: body.IsEmptyOrWhiteSpace));
    }

    private void Lock(TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "field");
        output.Content.SetHtmlContent(new HtmlContentBuilder()
            .AppendHtml("<span class=\"form-label\">").Append(Label).AppendHtml("</span><span class=\"form-hint\">").AppendHtml(IconTagHelper.Draw("lock"))
            .Append(Words.Of(ViewContext)["Hidden from you; it is kept as it is."].Value).AppendHtml("</span>"));
    }

    private HtmlContentBuilder Compose(string id, IHtmlContent control, string? error, bool required, bool bare)
    {
        var html = new HtmlContentBuilder();
        if (IsFlag && bare)
        {
            html.AppendHtml("<label class=\"form-check form-switch\">").AppendHtml(control).AppendHtml("<span class=\"form-check-label\">").Append(Label).AppendHtml("</span></label>");
        }
        else
        {
            html.AppendHtml("<label class=\"form-label").AppendHtml(required && CanBeBlank(bare) ? " required" : "").AppendHtml("\" for=\"").Append(id).AppendHtml("\">").Append(Label).AppendHtml("</label>").AppendHtml(control);
        }

        if (error is not null)
        {
            html.AppendHtml("<div class=\"field-error\" id=\"").Append(id).AppendHtml("-error\">").AppendHtml(IconTagHelper.Draw("alert-circle")).AppendHtml("<span>").Append(error).AppendHtml("</span></div>");
        }

        if (Hint is not null)
        {
            html.AppendHtml("<div class=\"form-hint\" id=\"").Append(id).AppendHtml("-hint\">").Append(Hint).AppendHtml("</div>");
        }

        return html;
    }

    // A list or a colour always has a value: a star would only be noise.
    private bool CanBeBlank(bool bare) => Required is true || (bare && Items is null && Type is not ("color" or "range"));

    private Dictionary<string, object?> Attributes(string id, string? error, bool required)
    {
        var attributes = new Dictionary<string, object?> { ["class"] = Items is null ? "form-control" : "form-select" };
        var described = string.Join(' ', new[] { error is null ? null : id + "-error", Hint is null ? null : id + "-hint" }.OfType<string>());
        Add("aria-describedby", described.Length == 0 ? null : described);
        Add("aria-invalid", error is null ? null : "true");
        Add("required", required ? "required" : null);
        Add("placeholder", Placeholder);
        Add("autocomplete", Autocomplete);
        Add("autofocus", Autofocus ? "autofocus" : null);
        if (error is not null)
        {
            attributes["class"] += " is-invalid";
        }

        return attributes;

        void Add(string key, string? value)
        {
            if (value is not null)
            {
                attributes[key] = value;
            }
        }
    }

    private TagBuilder Control(Dictionary<string, object?> attributes)
    {
        var explorer = For.ModelExplorer;
        if (IsFlag)
        {
            attributes["class"] = "form-check-input";
            attributes.Remove("required");
            return generator.GenerateCheckBox(ViewContext, explorer, For.Name, (For.Model as bool?) ?? false, attributes);
        }

        if (Items is not null)
        {
            var many = For.Metadata.IsEnumerableType;
            var values = generator.GetCurrentValues(ViewContext, explorer, For.Name, many);
            return generator.GenerateSelect(ViewContext, explorer, null, For.Name, Items, values, many, attributes);
        }

        if (Rows > 0 || For.Metadata.DataTypeName == nameof(DataType.MultilineText))
        {
            return generator.GenerateTextArea(ViewContext, explorer, For.Name, Math.Max(Rows, 3), 0, attributes);
        }

        var (type, format) = InputKind();
        attributes["type"] = type;
        if (type == "password")
        {
            return generator.GeneratePassword(ViewContext, explorer, For.Name, null, attributes);
        }

        var value = format is null ? For.Model : string.Format(CultureInfo.InvariantCulture, format, For.Model);
        return generator.GenerateTextBox(ViewContext, explorer, For.Name, value, null, attributes);
    }

    private (string Type, string? Format) InputKind()
    {
        if (Type is not null)
        {
            return (Type, null);
        }

        var model = Nullable.GetUnderlyingType(For.ModelExplorer.ModelType) ?? For.ModelExplorer.ModelType;
        if (model == typeof(DateOnly))
        {
            return ("date", "{0:yyyy-MM-dd}");
        }

        if (model == typeof(DateTime))
        {
            return For.Metadata.DataTypeName == nameof(DataType.Date) ? ("date", "{0:yyyy-MM-dd}") : ("datetime-local", "{0:yyyy-MM-ddTHH:mm}");
        }

        if (model == typeof(TimeOnly) || model == typeof(TimeSpan))
        {
            return ("time", @"{0:hh\:mm}");
        }

        if (model == typeof(int) || model == typeof(long))
        {
            return ("number", null);
        }

        return For.Metadata.DataTypeName switch
        {
            nameof(DataType.EmailAddress) => ("email", null),
            nameof(DataType.Password) => ("password", null),
            nameof(DataType.Url) => ("url", null),
            nameof(DataType.PhoneNumber) => ("tel", null),
            _ => ("text", null),
        };
    }
}
