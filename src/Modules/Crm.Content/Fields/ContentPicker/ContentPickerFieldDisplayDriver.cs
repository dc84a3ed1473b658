using Crm.Kernel.Content.Display;
using Crm.Kernel.Content.Fields;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Crm.Content.Fields;

/// <summary>The editor of a <see cref="ContentPickerField"/>.</summary>
public sealed class ContentPickerFieldEdit : FieldEdit
{
    /// <summary>The items chosen.</summary>
    public string[]? Ids { get; set; }

    /// <summary>What may be chosen.</summary>
    [BindNever, ValidateNever]
    public IReadOnlyList<SelectListItem> Choices { get; set; } = [];

    /// <summary>Whether there are more than are offered: they are searched.</summary>
    [BindNever, ValidateNever]
    public bool HasMore { get; set; }

    /// <summary>Where the others are found, below the tenant; null when all are offered.</summary>
    public string? From => HasMore ? $"/admin/content/choices/{Layout.Path}" : null;

    /// <summary>More than one.</summary>
    [BindNever, ValidateNever]
    public bool Multiple { get; set; }
}

internal sealed class ContentPickerFieldDisplayDriver(PickerChoices choices) : ContentFieldDisplayDriver<ContentPickerField>
{
    public override async Task<IDisplayResult?> DisplayAsync(ContentPickerField field, BuildFieldDisplayContext context)
        => field.ContentItemIds.Length == 0 ? null : View("ContentPickerField", new NamesShown(context.Label, await choices.NamesAsync(field))).Location("Content").Location("Summary", "-");

    public override IDisplayResult Edit(ContentPickerField field, BuildFieldEditorContext context) => Initialize<ContentPickerFieldEdit>("ContentPickerField_Edit", async model =>
    {
        var settings = context.Layout.GetSettings<ContentPickerFieldSettings>();
        model.Describe(context, settings.Hint, settings.Required);
        model.Ids = field.ContentItemIds;
        model.Multiple = settings.Multiple;
        (model.Choices, model.HasMore) = await choices.ForAsync(settings, field.ContentItemIds);
    });

    public override async Task<IDisplayResult?> UpdateAsync(ContentPickerField field, UpdateFieldEditorContext context)
    {
        var model = new ContentPickerFieldEdit();
        if (await context.Updater.TryUpdateModelAsync(model, Prefix))
        {
            field.ContentItemIds = await choices.ChooseAsync(field.ContentItemIds, model.Ids ?? [], context.Layout.GetSettings<ContentPickerFieldSettings>().Multiple);
        }

        return Edit(field, context);
    }
}
