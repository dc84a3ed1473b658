using Crm.Kernel.Content.Display;
using Crm.Kernel.Content.Parts;

namespace Crm.Content.Parts;

/// <summary>The editor of an <see cref="AutoroutePart"/>.</summary>
public sealed class AutoroutePartEdit
{
    /// <summary>The path.</summary>
    public string? Path { get; set; }
}

internal sealed class AutoroutePartDisplayDriver : ContentPartDisplayDriver<AutoroutePart>
{
    public override IDisplayResult Edit(AutoroutePart part, BuildPartEditorContext context)
        => Initialize<AutoroutePartEdit>("AutoroutePart_Edit", model => model.Path = part.Path).Location("Sidebar:5");

    public override async Task<IDisplayResult?> UpdateAsync(AutoroutePart part, UpdatePartEditorContext context)
    {
        var model = new AutoroutePartEdit();
        if (await context.Updater.TryUpdateModelAsync(model, Prefix))
        {
            part.Path = string.IsNullOrWhiteSpace(model.Path) ? null : model.Path.Trim().Trim('/');
        }

        return Edit(part, context);
    }
}
