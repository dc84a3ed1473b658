using Crm.Kernel.Content.Display;
using Crm.Kernel.Content.Fields;
using Crm.Kernel.Content.Parts;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace Crm.Content.Parts;

/// <summary>The editor of an <see cref="HtmlBodyPart"/>, and what shows it.</summary>
public sealed class HtmlBodyPartEdit
{
    /// <summary>The HTML.</summary>
    public string? Html { get; set; }

    /// <summary>The label.</summary>
    [BindNever, ValidateNever]
    public string Label { get; set; } = "";
}

internal sealed class HtmlBodyPartDisplayDriver(HtmlCleaner cleaner) : ContentPartDisplayDriver<HtmlBodyPart>
{
    public override IDisplayResult? Display(HtmlBodyPart part, BuildPartDisplayContext context)
        => string.IsNullOrWhiteSpace(part.Html) ? null : Initialize<HtmlBodyPartEdit>("HtmlBodyPart", model =>
        {
            model.Html = context.Layout.GetSettings<HtmlBodyPartSettings>().SanitizeHtml ? cleaner.Clean(part.Html) : part.Html;
            model.Label = context.Label;
        }).Location("Content").Location("Summary", "-");

    public override IDisplayResult Edit(HtmlBodyPart part, BuildPartEditorContext context) => Initialize<HtmlBodyPartEdit>("HtmlBodyPart_Edit", model =>
    {
        model.Html = part.Html;
        model.Label = context.Label;
    });

    public override async Task<IDisplayResult?> UpdateAsync(HtmlBodyPart part, UpdatePartEditorContext context)
    {
        var model = new HtmlBodyPartEdit();
        if (await context.Updater.TryUpdateModelAsync(model, Prefix))
        {
            part.Html = model.Html;
        }

        return Edit(part, context);
    }
}
