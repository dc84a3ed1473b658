using Crm.Kernel.Content.Display;
using Crm.Kernel.Content.Fields;

namespace Crm.Content.Fields;

/// <summary>The editor of a <see cref="TextField"/>.</summary>
public sealed class TextFieldEdit : FieldEdit
{
    /// <summary>The text.</summary>
    public string? Text { get; set; }
}

internal sealed class TextFieldDisplayDriver : ContentFieldDisplayDriver<TextField>
{
    public override IDisplayResult? Display(TextField field, BuildFieldDisplayContext context)
        => !string.IsNullOrWhiteSpace(field.Text) ? View("TextField", new FieldShown<TextField>(context.Label, field, context.Layout)).Location("Content").Location("Summary", "-") : null;

    public override IDisplayResult Edit(TextField field, BuildFieldEditorContext context) => Initialize<TextFieldEdit>("TextField_Edit", model =>
    {
        var settings = context.Layout.GetSettings<TextFieldSettings>();
        model.Describe(context, settings.Hint, settings.Required);
        model.Text = field.Text;
    });

    public override async Task<IDisplayResult?> UpdateAsync(TextField field, UpdateFieldEditorContext context)
    {
        var model = new TextFieldEdit();
        if (await context.Updater.TryUpdateModelAsync(model, Prefix))
        {
            field.Text = string.IsNullOrEmpty(model.Text) ? null : model.Text;
        }

        return Edit(field, context);
    }
}
