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

    /// <summary>Made by the pattern; people may not write it.</summary>
    [BindNever, ValidateNever]
    public bool IsGenerated { get; set; }
}

internal sealed class TitlePartDisplayDriver : ContentPartDisplayDriver<TitlePart>
{
    public override IDisplayResult? Edit(TitlePart part, BuildPartEditorContext context)
    {
        var options = context.Layout.GetSettings<TitlePartSettings>().Options;
        return options == TitlePartOptions.GeneratedHidden ? null : Initialize<TitlePartEdit>("TitlePart_Edit", model =>
        {
            model.Title = part.Title;
            model.Required = options == TitlePartOptions.EditableRequired;
            model.IsGenerated = options == TitlePartOptions.GeneratedDisabled;
        });
    }

    public override async Task<IDisplayResult?> UpdateAsync(TitlePart part, UpdatePartEditorContext context)
    {
        if (context.Layout.GetSettings<TitlePartSettings>().Options is TitlePartOptions.GeneratedDisabled or TitlePartOptions.GeneratedHidden)
        {
            return Edit(part, context);
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
