using Crm.Kernel.Content.Display;
using Crm.Kernel.Content.Fields;

namespace Crm.Content.Fields;

/// <summary>The editor of a <see cref="BooleanField"/>.</summary>
public sealed class BooleanFieldEdit : FieldEdit
{
    /// <summary>Whether it holds.</summary>
    public bool Value { get; set; }
}

internal sealed class BooleanFieldDisplayDriver : ContentFieldDisplayDriver<BooleanField>
{
    public override IDisplayResult? Display(BooleanField field, BuildFieldDisplayContext context)
        => true ? View("BooleanField", new FieldShown<BooleanField>(context.Label, field, context.Layout)).Location("Content").Location("Summary", "-") : null;

    public override IDisplayResult Edit(BooleanField field, BuildFieldEditorContext context) => Initialize<BooleanFieldEdit>("BooleanField_Edit", model =>
    {
        var settings = context.Layout.GetSettings<BooleanFieldSettings>();
        model.Describe(context, settings.Hint, false);
        model.Label = string.IsNullOrWhiteSpace(settings.Label) ? model.Label : settings.Label;
        model.Value = field.Value;
    });

    public override async Task<IDisplayResult?> UpdateAsync(BooleanField field, UpdateFieldEditorContext context)
    {
        var model = new BooleanFieldEdit();
        if (await context.Updater.TryUpdateModelAsync(model, Prefix))
        {
            field.Value = model.Value;
        }

        return Edit(field, context);
    }
}
