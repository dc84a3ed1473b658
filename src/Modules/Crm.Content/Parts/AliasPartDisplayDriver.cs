using Crm.Kernel.Content.Display;
using Crm.Kernel.Content.Parts;

namespace Crm.Content.Parts;

/// <summary>The editor of an <see cref="AliasPart"/>.</summary>
public sealed class AliasPartEdit
{
    /// <summary>The alias.</summary>
    public string? Alias { get; set; }
}

internal sealed class AliasPartDisplayDriver : ContentPartDisplayDriver<AliasPart>
{
    public override IDisplayResult Edit(AliasPart part, BuildPartEditorContext context)
        => Initialize<AliasPartEdit>("AliasPart_Edit", model => model.Alias = part.Alias).Location("Sidebar:5");

    public override async Task<IDisplayResult?> UpdateAsync(AliasPart part, UpdatePartEditorContext context)
    {
        var model = new AliasPartEdit();
        if (await context.Updater.TryUpdateModelAsync(model, Prefix))
        {
            part.Alias = string.IsNullOrWhiteSpace(model.Alias) ? null : model.Alias.Trim();
        }

        return Edit(part, context);
    }
}
