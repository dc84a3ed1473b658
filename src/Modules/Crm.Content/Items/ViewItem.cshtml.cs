using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Display;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Content.Trash;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Content.Items;

/// <summary>Shows an item and what can be done with it.</summary>
[Right("AccessAdminPanel")]
public sealed class ViewItem(IContentManager contents, IContentDefinitionManager definitions, ContentItemDisplay display, IServiceProvider services, IStringLocalizer<ViewItem> text) : PageModel
{
    private readonly ItemRights _rights = services.GetRequiredService<ItemRights>();
    private Sight _sight = null!;

    /// <summary>The newest version.</summary>
    public ContentItem Item { get; private set; } = null!;

    /// <summary>What the reader calls it.</summary>
    public string Name => _sight.NameOf(Item) is { Length: > 0 } name ? name : Type.DisplayName;

    /// <summary>Its type.</summary>
    public ContentTypeLayout Type { get; private set; } = null!;

    /// <summary>What shows it.</summary>
    public IReadOnlyList<PlacedShape> Shapes { get; private set; } = [];

    /// <summary>The list it belongs to, as id and name; null when it belongs to none that the reader may see.</summary>
    public (string Id, string Name)? List { get; private set; }

    /// <summary>Whether it is in the trash.</summary>
    public bool IsInTrash => !IsLive(Item);

    /// <summary>Whether a version is published.</summary>
    public bool HasPublished { get; private set; }

    /// <summary>The reader may edit it.</summary>
    public bool MayEdit { get; private set; }

    /// <summary>The reader may publish it.</summary>
    public bool MayPublish { get; private set; }

    /// <summary>The reader may delete it.</summary>
    public bool MayDelete { get; private set; }

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (await RefuseAsync(id, CommonPermissions.ViewContent) is { } refusal)
        {
            return refusal;
        }

        MayEdit = await _rights.MaySaveAsync(User, Type, Item);
        MayPublish = await _rights.MayAsync(User, CommonPermissions.PublishContent, Item);
        MayDelete = await _rights.MayAsync(User, CommonPermissions.DeleteContent, Item);
        HasPublished = Item.Published || await contents.GetAsync(id) is not null;
        List = await ListAsync();
        Shapes = await display.BuildDisplayAsync(_sight.Show(Item), canSee: await _rights.SightAsync(User, Type.Name));
        return Page();
    }

    /// <summary>Publishes it.</summary>
    public Task<IActionResult> OnPostPublishAsync(string id) => DoAsync(id, CommonPermissions.PublishContent, IsLive, () => contents.PublishAsync(Item), name => text["{0} is published.", name]);

    /// <summary>Takes it back from publication.</summary>
    public Task<IActionResult> OnPostUnpublishAsync(string id) => DoAsync(id, CommonPermissions.PublishContent, IsLive, () => contents.UnpublishAsync(Item), name => text["{0} is no longer published.", name]);

    /// <summary>Drops the draft; where nothing is published, that is moving the item to the trash.</summary>
    public async Task<IActionResult> OnPostDiscardAsync(string id)
        => await DoAsync(id, await contents.GetAsync(id) is null ? CommonPermissions.DeleteContent : CommonPermissions.EditContent, item => item is { Latest: true, Published: false }, () => contents.DiscardDraftAsync(Item), name => text["The draft of {0} is discarded.", name]);

    /// <summary>Brings it back from the trash.</summary>
    public Task<IActionResult> OnPostRestoreAsync(string id) => DoAsync(id, CommonPermissions.DeleteContent, item => !IsLive(item), () => contents.RestoreAsync(Item), name => text["{0} is back.", name]);

    /// <summary>Moves it to the trash.</summary>
    public async Task<IActionResult> OnPostDeleteAsync(string id)
    {
        if (await RefuseAsync(id, CommonPermissions.DeleteContent) is { } refusal)
        {
            return refusal;
        }

        await contents.RemoveAsync(Item);
        this.Toast(text["{0} is in the trash.", Name], undo: $"~/admin/content/item/{id}?handler=Restore");
        return LocalRedirect("~/admin/content/" + Type.Name);
    }

    /// <summary>Makes a copy, a draft where the type has drafts, and opens it.</summary>
    public async Task<IActionResult> OnPostCloneAsync(string id)
    {
        if (await RefuseAsync(id, CommonPermissions.CloneContent) is { } refusal)
        {
            return refusal;
        }

        var copy = await contents.CloneAsync(Item);
        await contents.CreateAsync(copy, Type.Settings.Draftable ? VersionOptions.Draft : VersionOptions.Published);
        return LocalRedirect($"~/admin/content/item/{copy.ContentItemId}/edit");
    }

    private static bool IsLive(ContentItem item) => item.Latest || item.Published;

    private async Task<IActionResult> DoAsync(string id, Permission permission, Func<ContentItem, bool> isThere, Func<Task> act, Func<string, string> said)
    {
        if (await RefuseAsync(id, permission) is { } refusal)
        {
            return refusal;
        }

        if (!isThere(Item))
        {
            return NotFound();
        }

        await act();
        this.Toast(said(Name));
        return LocalRedirect("~/admin/content/item/" + id);
    }

    private async Task<IActionResult?> RefuseAsync(string id, Permission permission)
    {
        var item = await contents.GetAsync(id, VersionOptions.Latest) ?? (await contents.GetAllVersionsAsync(id)).FirstOrDefault(version => version.Has<TrashPart>());
        if (item is null || await definitions.GetLayoutAsync(item.ContentType) is not { } type)
        {
            return NotFound();
        }

        (Item, Type, _sight) = (item, type, await _rights.SightAsync(User));
        return await _rights.MayAsync(User, permission, item) ? null : Forbid();
    }

    private async Task<(string, string)?> ListAsync()
        => Item.As<ContainedPart>()?.ListContentItemId is { Length: > 0 } id && await contents.GetAsync(id, VersionOptions.Latest) is { } list
            && await _rights.MayAsync(User, CommonPermissions.ViewContent, list) ? (id, _sight.NameOf(list) ?? list.ContentType) : null;
}
