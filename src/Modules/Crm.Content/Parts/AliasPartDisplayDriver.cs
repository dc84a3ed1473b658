using Crm.Kernel.Content.Display;
using Crm.Kernel.Content.Parts;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace Crm.Content.Parts;

/// <summary>The editor of an <see cref="AliasPart"/>.</summary>
public sealed class AliasPartEdit
{
    /// <summary>The alias.</summary>
    public string? Alias { get; set; }

    /// <summary>Made by the pattern; people may not write it.</summary>
    [BindNever, ValidateNever]
    public bool IsGenerated { get; set; }
}

internal sealed class AliasPartDisplayDriver : ContentPartDisplayDriver<AliasPart>
{
    public override IDisplayResult Edit(AliasPart part, BuildPartEditorContext context) => Initialize<AliasPartEdit>("AliasPart_Edit", model =>
    {
        model.Alias = part.Alias;
        model.IsGenerated = IsGenerated(context);
    }).Location("Sidebar:5");

    public override async Task<IDisplayResult?> UpdateAsync(AliasPart part, UpdatePartEditorContext context)
    {
        var model = new AliasPartEdit();
        if (await context.Updater.TryUpdateModelAsync(model, Prefix) && !IsGenerated(context))
        {
            part.Alias = string.IsNullOrWhiteSpace(model.Alias) ? null : model.Alias.Trim();
        }

        return Edit(part, context);
    }

    private static bool IsGenerated(BuildPartEditorContext context) => context.Layout.GetSettings<AliasPartSettings>().Options == AliasPartOptions.GeneratedDisabled;
}
