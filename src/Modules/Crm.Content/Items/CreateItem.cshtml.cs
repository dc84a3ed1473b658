using System.Text.Json.Nodes;
using Crm.Content.Parts;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Display;
using Crm.Kernel.Content.Fields;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Content.Items;

/// <summary>A new item of a type.</summary>
[Right("AccessAdminPanel"), RequestFormLimits(ValueCountLimit = MostInputs)]
public sealed class CreateItem(IContentManager contents, IContentDefinitionManager definitions, ContentItemDisplay display, IServiceProvider services, IStringLocalizer<CreateItem> text) : ItemEditPage
{
    private readonly ItemRights _rights = services.GetRequiredService<ItemRights>();

    private ContentItem? _list;

    /// <summary>The list that the item will belong to.</summary>
    [BindProperty(SupportsGet = true)]
    public string? List { get; set; }

    /// <summary>Shows the empty editor.</summary>
    public async Task<IActionResult> OnGetAsync(string type)
    {
        if (await RefuseAsync(type) is { } refusal)
        {
            return refusal;
        }

        Item = await contents.NewAsync(Type.Name);
        FillIn(Item);
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

        if (_list is not null)
        {
            await services.GetRequiredService<ContainedRows>().AddAsync(_list, Item);
        }

        await contents.CreateAsync(Item, draft ? VersionOptions.Draft : VersionOptions.Published);
        this.Toast(draft ? text["{0} is saved as a draft.", Name] : text["{0} is saved.", Name]);
        return LocalRedirect("~/admin/content/item/" + (_list ?? Item).ContentItemId);
    }

    // A page whose records point to it asks for one with itself filled in: ?Gift.Recipient=ID. The editor shows no item that the user may not see.
    private void FillIn(ContentItem item)
    {
        foreach (var field in Type.Fields.Where(field => field.FieldName == nameof(ContentPickerField) && Sees(field.Path)))
        {
            if (Request.Query[field.Path].ToString() is { Length: > 0 } id)
            {
                var part = item.Get<ContentPart>(field.Part.Name) ?? new ContentPart();
                part.Apply(field.Name, new ContentPickerField { ContentItemIds = [id] });
                item.Apply(field.Part.Name, part);
            }
        }
    }

    private async Task<IActionResult?> RefuseAsync(string type)
    {
        if (await definitions.GetLayoutAsync(type) is not { Settings.Creatable: true } layout)
        {
            return NotFound();
        }

        (Type, Sees) = (layout, await _rights.SightAsync(User, layout.Name));
        MayPublish = await _rights.MayPublishOwnAsync(User, layout);
        if (!await _rights.MayCreateAsync(User, layout))
        {
            return Forbid();
        }

        return string.IsNullOrEmpty(List) ? null : await ToListAsync(List, layout);
    }

    private async Task<IActionResult?> ToListAsync(string id, ContentTypeLayout type)
    {
        _list = await contents.GetAsync(id, VersionOptions.Latest);
        if (_list is null || (await definitions.GetLayoutAsync(_list.ContentType))?.Part(nameof(ListPart))?.GetSettings<ListPartSettings>().ContainedContentTypes.Contains(type.Name) != true)
        {
            return NotFound();
        }

        return await _rights.MayAsync(User, CommonPermissions.EditContent, _list) ? null : Forbid();
    }
}
