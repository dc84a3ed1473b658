using System.Text.Json.Nodes;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Display;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Content.Items;

/// <summary>A new item of a type.</summary>
[Right("AccessAdminPanel")]
public sealed class CreateItem(IContentManager contents, IContentDefinitionManager definitions, ContentItemDisplay display, IServiceProvider services, IStringLocalizer<CreateItem> text) : ItemEditPage
{
    private readonly ItemRights _rights = services.GetRequiredService<ItemRights>();

    /// <summary>Shows the empty editor.</summary>
    public async Task<IActionResult> OnGetAsync(string type)
    {
        if (await RefuseAsync(type) is { } refusal)
        {
            return refusal;
        }

        Item = await contents.NewAsync(Type.Name);
        Editor = await display.BuildEditorAsync(Item, this, isNew: true, update: false, Sees);
        return Page();
    }

    /// <summary>Stores the item.</summary>
    public async Task<IActionResult> OnPostAsync(string type, string? act)
    {
        if (await RefuseAsync(type) is { } refusal)
        {
            return refusal;
        }

        var draft = act == "draft" && Type.Settings.Draftable;
        if (!draft && !MayPublish)
        {
            return Forbid();
        }

        Item = await contents.NewAsync(Type.Name);
        var fresh = (JsonObject)Item.Data.DeepClone();
        Editor = await display.BuildEditorAsync(Item, this, isNew: true, update: true, Sees);
        Item.ReplaceData(HiddenMembers.Keep(await _rights.SightAsync(User), Type.Name, Item.Data, fresh));
        Show(await contents.ValidateAsync(Item));
        if (!ModelState.IsValid)
        {
            return Page();
        }

        await contents.CreateAsync(Item, draft ? VersionOptions.Draft : VersionOptions.Published);
        this.Toast(draft ? text["{0} is saved as a draft.", Name] : text["{0} is saved.", Name]);
        return LocalRedirect("~/admin/content/item/" + Item.ContentItemId);
    }

    private async Task<IActionResult?> RefuseAsync(string type)
    {
        if (await definitions.GetLayoutAsync(type) is not { Settings.Creatable: true } layout)
        {
            return NotFound();
        }

        (Type, Sees) = (layout, await _rights.SightAsync(User, layout.Name));
        MayPublish = await _rights.MayPublishOwnAsync(User, layout);
        return await _rights.MayCreateAsync(User, layout) ? null : Forbid();
    }
}
