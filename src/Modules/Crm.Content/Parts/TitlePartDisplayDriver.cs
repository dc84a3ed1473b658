using Crm.Kernel.Content.Display;
using Crm.Kernel.Content.Parts;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace Crm.Content.Parts;

/// <summary>The editor of a <see cref="TitlePart"/>.</summary>
public sealed class TitlePartEdit
{
    /// <summary>The title.</summary>
    public string? Title { get; set; }

    /// <summary>May not be blank.</summary>
    [BindNever, ValidateNever]
    public bool Required { get; set; }
}

internal sealed class TitlePartDisplayDriver : ContentPartDisplayDriver<TitlePart>
{
    public override IDisplayResult? Edit(TitlePart part, BuildPartEditorContext context)
    {
        var options = context.Layout.GetSettings<TitlePartSettings>().Options;
        return options is TitlePartOptions.GeneratedDisabled or TitlePartOptions.GeneratedHidden ? null : Initialize<TitlePartEdit>("TitlePart_Edit", model =>
        {
            model.Title = part.Title;
            model.Required = options == TitlePartOptions.EditableRequired;
        });
    }

    public override async Task<IDisplayResult?> UpdateAsync(TitlePart part, UpdatePartEditorContext context)
    {
        if (Edit(part, context) is null)
        {
            return null;
        }

        var model = new TitlePartEdit();
        if (await context.Updater.TryUpdateModelAsync(model, Prefix))
        {
            part.Title = model.Title?.Trim();
            part.ContentItem.DisplayText = part.Title;
        }

        return Edit(part, context);
    }
}
