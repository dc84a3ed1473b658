using Crm.Kernel.Content.Display;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace Crm.Content.Parts;

/// <summary>The editor of an <see cref="AutoroutePart"/>.</summary>
public sealed class AutoroutePartEdit
{
    /// <summary>The path.</summary>
    public string? Path { get; set; }

    /// <summary>The path is to be made anew.</summary>
    public bool UpdatePath { get; set; }

    /// <summary>The item is to be the home page.</summary>
    public bool SetHomepage { get; set; }

    /// <summary>The item has no address.</summary>
    public bool Disabled { get; set; }

    /// <summary>Items inside have addresses too.</summary>
    public bool RouteContainedItems { get; set; }

    /// <summary>The path does not stand below the container's.</summary>
    public bool Absolute { get; set; }

    /// <summary>What the type allows.</summary>
    [BindNever, ValidateNever]
    public AutoroutePartSettings Settings { get; set; } = new();

    /// <summary>The path may be made anew: there is one.</summary>
    [BindNever, ValidateNever]
    public bool MayUpdatePath { get; set; }

    /// <summary>The writer may choose the home page.</summary>
    [BindNever, ValidateNever]
    public bool MaySetHomepage { get; set; }
}

internal sealed class AutoroutePartDisplayDriver(Rights rights, IHttpContextAccessor accessor) : ContentPartDisplayDriver<AutoroutePart>
{
    public override IDisplayResult Edit(AutoroutePart part, BuildPartEditorContext context) => Initialize<AutoroutePartEdit>("AutoroutePart_Edit", async model =>
    {
        model.Settings = context.Layout.GetSettings<AutoroutePartSettings>();
        (model.Path, model.SetHomepage, model.Disabled, model.RouteContainedItems, model.Absolute) = (part.Path, part.SetHomepage, part.Disabled, part.RouteContainedItems, part.Absolute);
        model.MayUpdatePath = model.Settings.AllowUpdatePath && !string.IsNullOrEmpty(part.Path);
        model.MaySetHomepage = await MaySetHomepageAsync(model.Settings);
    }).Location("Sidebar:5");

    public override async Task<IDisplayResult?> UpdateAsync(AutoroutePart part, UpdatePartEditorContext context)
    {
        var model = new AutoroutePartEdit();
        var settings = context.Layout.GetSettings<AutoroutePartSettings>();
        if (await context.Updater.TryUpdateModelAsync(model, Prefix))
        {
            part.Path = settings.AllowCustomPath ? model.Path?.Trim().Trim('/') : part.Path;
            if (settings.AllowUpdatePath && model.UpdatePath)
            {
                part.Path = null;
            }

            part.SetHomepage = model.SetHomepage && await MaySetHomepageAsync(settings);
            part.Disabled = settings.AllowDisabled ? model.Disabled : part.Disabled;
            part.RouteContainedItems = settings.AllowRouteContainedItems ? model.RouteContainedItems : part.RouteContainedItems;
            part.Absolute = settings.AllowAbsolutePath ? model.Absolute : part.Absolute;
        }

        return Edit(part, context);
    }

    private async Task<bool> MaySetHomepageAsync(AutoroutePartSettings settings)
        => settings.ShowHomepageOption && accessor.HttpContext is { } http && await rights.HoldsAsync(http.User, CommonPermissions.SetHomepage, null);
}
