using Crm.Kernel.Content.Display;
using Crm.Kernel.Content.Fields;

namespace Crm.Content.Fields;

/// <summary>The editor of a <see cref="HtmlField"/>.</summary>
public sealed class HtmlFieldEdit : FieldEdit
{
    /// <summary>The HTML.</summary>
    public string? Html { get; set; }
}

internal sealed class HtmlFieldDisplayDriver : ContentFieldDisplayDriver<HtmlField>
{
    public override IDisplayResult? Display(HtmlField field, BuildFieldDisplayContext context)
        => !string.IsNullOrWhiteSpace(field.Html) ? View("HtmlField", new FieldShown<HtmlField>(context.Label, field, context.Layout)).Location("Content").Location("Summary", "-") : null;

    public override IDisplayResult Edit(HtmlField field, BuildFieldEditorContext context) => Initialize<HtmlFieldEdit>("HtmlField_Edit", model =>
    {
        var settings = context.Layout.GetSettings<HtmlFieldSettings>();
        model.Describe(context, settings.Hint, false);
        model.Html = field.Html;
    });

    public override async Task<IDisplayResult?> UpdateAsync(HtmlField field, UpdateFieldEditorContext context)
    {
        var model = new HtmlFieldEdit();
        if (await context.Updater.TryUpdateModelAsync(model, Prefix))
        {
            field.Html = model.Html;
        }

        return Edit(field, context);
    }
}
