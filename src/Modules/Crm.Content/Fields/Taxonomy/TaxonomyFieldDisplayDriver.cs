using Crm.Kernel.Content.Display;
using Crm.Kernel.Content.Fields;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Crm.Content.Fields;

/// <summary>The editor of a <see cref="TaxonomyField"/>.</summary>
public sealed class TaxonomyFieldEdit : FieldEdit
{
    /// <summary>The terms chosen.</summary>
    public string[]? Ids { get; set; }

    /// <summary>What may be chosen.</summary>
    [BindNever, ValidateNever]
    public IReadOnlyList<SelectListItem> Choices { get; set; } = [];

    /// <summary>More than one.</summary>
    [BindNever, ValidateNever]
    public bool Multiple { get; set; }
}

internal sealed class TaxonomyFieldDisplayDriver(TermChoices terms) : ContentFieldDisplayDriver<TaxonomyField>
{
    public override async Task<IDisplayResult?> DisplayAsync(TaxonomyField field, BuildFieldDisplayContext context)
        => field.TermContentItemIds.Length == 0 ? null : View("TaxonomyField", new NamesShown(context.Label, await terms.NamesAsync(field))).Location("Content").Location("Summary", "-");

    public override IDisplayResult Edit(TaxonomyField field, BuildFieldEditorContext context) => Initialize<TaxonomyFieldEdit>("TaxonomyField_Edit", async model =>
    {
        var settings = context.Layout.GetSettings<TaxonomyFieldSettings>();
        model.Describe(context, settings.Hint, settings.Required);
        model.Ids = field.TermContentItemIds;
        model.Multiple = !settings.Unique;
        model.Choices = await terms.ForAsync(settings);
    });

    public override async Task<IDisplayResult?> UpdateAsync(TaxonomyField field, UpdateFieldEditorContext context)
    {
        var model = new TaxonomyFieldEdit();
        if (await context.Updater.TryUpdateModelAsync(model, Prefix))
        {
            field.TermContentItemIds = [.. (model.Ids ?? []).Where(id => !string.IsNullOrEmpty(id)).Distinct()];
            field.TaxonomyContentItemId = context.Layout.GetSettings<TaxonomyFieldSettings>().TaxonomyContentItemId;
            field.TagNames = context.Layout.Settings.Editor == "Tags" ? await terms.NamesAsync(field.TaxonomyContentItemId, field.TermContentItemIds) : field.TagNames;
        }

        return Edit(field, context);
    }
}
