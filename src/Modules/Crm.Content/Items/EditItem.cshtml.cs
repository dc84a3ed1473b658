using System.Text.Json.Nodes;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Display;
using Crm.Kernel.Data;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Content.Items;

/// <summary>Edits an item. The form carries the version it began with, so that two people's changes are both kept, or put side by side where they clash.</summary>
[Right("AccessAdminPanel"), RequestFormLimits(ValueCountLimit = MostInputs)]
public sealed class EditItem(IContentManager contents, IContentDefinitionManager definitions, ContentItemDisplay display, ISession session, IServiceProvider services, IStringLocalizer<EditItem> text) : ItemEditPage
{
    private readonly ItemRights _rights = services.GetRequiredService<ItemRights>();
    private ContentItem _current = null!;
    private Sight _sight = null!;

    /// <summary>The document the form began with.</summary>
    [BindProperty]
    public long Document { get; set; }

    /// <summary>Its version then.</summary>
    [BindProperty]
    public long Version { get; set; }

    /// <summary>For each clash, "mine" or "theirs".</summary>
    [BindProperty]
    public Dictionary<string, string> Keep { get; set; } = [];

    /// <summary>What both changed.</summary>
    public IReadOnlyList<Clash> Clashes { get; private set; } = [];

    /// <summary>Who changed it meanwhile.</summary>
    public string OtherPerson { get; private set; } = "";

    /// <summary>Shows the editor.</summary>
    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (await RefuseAsync(id) is { } refusal)
        {
            return refusal;
        }

        (Document, Version) = (session.GetDocumentId(_current), session.GetVersion(_current));
        Item = _current.Copy();
        Item.ReplaceData(_sight.Project(Type.Name, _current.Data));
        Editor = await display.BuildEditorAsync(Item, this, isNew: false, update: false, Sees);
        return Page();
    }

    /// <summary>Stores what was written.</summary>
    public async Task<IActionResult> OnPostAsync(string id, string? act)
    {
        if (await RefuseAsync(id) is { } refusal)
        {
            return refusal;
        }

        var draft = act == "draft" && Type.Settings.Draftable;
        if (!draft && !MayPublish)
        {
            return Forbid();
        }

        var before = await BeforeAsync();
        Item = _current.Copy();
        Item.ReplaceData((JsonObject)before.DeepClone());
        Editor = await display.BuildEditorAsync(Item, this, isNew: false, update: true, Sees);
        Item.ReplaceData(HiddenMembers.Keep(_sight, Type.Name, Item.Data, before));
        Show(await contents.ValidateAsync(Item));
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var merge = new ThreeWay(before, Item.Data, _current.Data);
        if (merge.Clashes.Any(path => !Keep.ContainsKey(path)))
        {
            return Choose(merge);
        }

        return await StoreAsync(merge, draft);
    }

    private async Task<IActionResult> StoreAsync(ThreeWay merge, bool draft)
    {
        var merged = HiddenMembers.Keep(_sight, Type.Name, merge.Merge(path => Keep.GetValueOrDefault(path) != "theirs"), _current.Data);
        var target = (await contents.GetAsync(_current.ContentItemId, VersionOptions.DraftRequired))!;
        target.ReplaceData(merged);
        await contents.UpdateAsync(target);
        if (!draft)
        {
            await contents.PublishAsync(target);
        }

        Item = target;
        var name = Name;
        this.Toast(merge.Theirs.Count > 0
            ? text["{0} is saved, with what {1} changed meanwhile.", name, _current.Author ?? ""]
            : draft ? text["{0} is saved as a draft.", name] : text["{0} is saved.", name]);
        return LocalRedirect("~/admin/content/item/" + target.ContentItemId);
    }

    private PageResult Choose(ThreeWay merge)
    {
        OtherPerson = _current.Author ?? "";
        var (mine, theirs) = (_sight.Project(Type.Name, Item.Data), _sight.Project(Type.Name, _current.Data));
        Clashes = [.. merge.Clashes.Select(path => new Clash(
            path, Type.Field(path)?.DisplayName ?? path, ShownValue.Of(ThreeWay.At(mine, path)), ShownValue.Of(ThreeWay.At(theirs, path))))];
        return Page();
    }

    /// <summary>The state that the form began with; the present one when nobody wrote meanwhile.</summary>
    private async Task<JsonObject> BeforeAsync()
    {
        if (Document == session.GetDocumentId(_current) && Version == session.GetVersion(_current))
        {
            return (JsonObject)_current.Data.DeepClone();
        }

        var state = await services.GetRequiredService<IHistory>().GetStateAsync(Document, Version);
        return state is null || state["ContentItemId"]?.GetValue<string>() != _current.ContentItemId
            ? (JsonObject)_current.Data.DeepClone()
            : new JsonObject(state.Where(member => member.Value is JsonObject or JsonArray).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
    }

    private async Task<IActionResult?> RefuseAsync(string id)
    {
        if (await contents.GetAsync(id, VersionOptions.Latest) is not { } item || await definitions.GetLayoutAsync(item.ContentType) is not { } type)
        {
            return NotFound();
        }

        (_current, Type) = (item, type);
        (_sight, Sees) = (await _rights.SightAsync(User), await _rights.SightAsync(User, type.Name));
        MayPublish = await _rights.MayPublishAsync(User, type, item);
        return await _rights.MaySaveAsync(User, type, item) ? null : Forbid();
    }
}

/// <summary>A member that two people changed.</summary>
public sealed record Clash(string Path, string Label, string Mine, string Theirs);
