using Crm.Kernel.Content.Display;
using Crm.Kernel.Content.Fields;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace Crm.Content.Fields;

/// <summary>The editor of a <see cref="LinkField"/>.</summary>
public sealed class LinkFieldEdit : FieldEdit
{
    /// <summary>The address.</summary>
    public string? Url { get; set; }

    /// <summary>The words.</summary>
    public string? Text { get; set; }

    /// <summary>The frame.</summary>
    public string? Target { get; set; }

    /// <summary>What the words may be.</summary>
    [BindNever, ValidateNever]
    public LinkTextMode LinkTextMode { get; set; }

    /// <summary>Help for the words.</summary>
    [BindNever, ValidateNever]
    public string? TextHint { get; set; }
}

internal sealed class LinkFieldDisplayDriver : ContentFieldDisplayDriver<LinkField>
{
    public override IDisplayResult? Display(LinkField field, BuildFieldDisplayContext context)
        => !string.IsNullOrWhiteSpace(field.Url) && LinkAddress.IsAllowed(field.Url) ? View("LinkField", new FieldShown<LinkField>(context.Label, field, context.Layout)).Location("Content").Location("Summary", "-") : null;

    public override IDisplayResult Edit(LinkField field, BuildFieldEditorContext context) => Initialize<LinkFieldEdit>("LinkField_Edit", model =>
    {
        var settings = context.Layout.GetSettings<LinkFieldSettings>();
        model.Describe(context, settings.Hint, settings.Required);
        (model.Url, model.Text, model.Target) = (field.Url, field.Text, field.Target);
        (model.LinkTextMode, model.TextHint) = (settings.LinkTextMode, settings.HintLinkText);
    });

    public override async Task<IDisplayResult?> UpdateAsync(LinkField field, UpdateFieldEditorContext context)
    {
        var model = new LinkFieldEdit();
        if (await context.Updater.TryUpdateModelAsync(model, Prefix))
        {
            (field.Url, field.Text, field.Target) = (model.Url, model.Text, model.Target);
        }

        return Edit(field, context);
    }
}
