using System.Security.Claims;
using System.Text.Json.Nodes;
using Crm.Api.Requests;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace Crm.Api.Items;

/// <summary>Creates an item, or merges into the one whose id is given: objects deep, arrays replaced, as Orchard's API does.</summary>
internal sealed class ItemWriter(ISession session, IContentManager content, IContentDefinitionManager definitions, ItemGate gate, IStringLocalizer<ItemWriter> text)
{
    private static readonly string[] s_envelope = ["ContentItemId", "ContentItemVersionId", "ContentType", "Latest", "Published", "ModifiedUtc", "PublishedUtc", "CreatedUtc", "Author"];

    /// <summary>The stored item, or the refusal.</summary>
    /// <param name="expected">The version the caller has seen; null when he does not say.</param>
    public async Task<(ContentItem? Item, bool Created, IResult? Refusal)> WriteAsync(ClaimsPrincipal user, JsonObject body, bool draft, long? expected)
    {
        var id = TextOf(body, "ContentItemId");
        var stored = id.Length == 0 ? null : await content.GetAsync(id, draft ? VersionOptions.DraftRequired : VersionOptions.Latest);
        var type = stored?.ContentType ?? TextOf(body, "ContentType");
        if (await definitions.GetTypeDefinitionAsync(type) is null)
        {
            return Refuse(400, text["The content type “{0}” does not exist.", type], "ContentType");
        }

        var right = draft ? CommonPermissions.EditContent : CommonPermissions.PublishContent;
        if (!await gate.MayAsync(user, right, (object?)stored ?? type))
        {
            return Refuse(stored is not null && !await gate.MayAsync(user, CommonPermissions.ViewContent, stored) ? 404 : 403, text["You may not write this."], null);
        }

        if (expected is { } seen && (stored is null || session.GetVersion(stored) != seen))
        {
            return Refuse(412, text["The item has changed since you read it. Read it again and repeat your change."], null);
        }

        var hidden = (await gate.SightAsync(user)).HiddenIn(type, body).ToList();
        if (hidden.Count > 0)
        {
            return (null, false, Problems.Of(403, text["You may not write fields that are hidden from you."], hidden.Select(path => new ContentFault(path, text["Hidden from you."]))));
        }

        if (body.ContainsKey("Owner") && TextOf(body, "Owner") != (stored?.Owner ?? "") && !await gate.MayAsync(user, CommonPermissions.EditContentOwner, (object?)stored ?? type))
        {
            return Refuse(403, text["You may not change the owner."], "Owner");
        }

        var item = stored ?? await content.NewAsync(type);
        Lay(item, body, stored is null ? id : "");
        var verdict = await content.ValidateAsync(item);
        if (!verdict.Succeeded)
        {
            return (null, false, Problems.Of(400, text["The item is not valid."], verdict.Errors));
        }

        await StoreAsync(item, stored is null, draft);
        return (item, stored is null, null);
    }

    private async Task StoreAsync(ContentItem item, bool isNew, bool draft)
    {
        if (isNew)
        {
            await content.CreateAsync(item, draft ? VersionOptions.Draft : VersionOptions.Published);
        }
        else if (draft)
        {
            await content.SaveDraftAsync(item);
        }
        else
        {
            await content.UpdateAsync(item);
            await content.PublishAsync(item);
        }
    }

    private static void Lay(ContentItem item, JsonObject body, string id)
    {
        var members = new JsonObject();
        foreach (var (name, value) in body.Where(member => !s_envelope.Contains(member.Key) && member.Value is JsonObject or JsonArray))
        {
            members[name] = value!.DeepClone();
        }

        item.Merge(members);
        item.ContentItemId = id.Length > 0 ? id : item.ContentItemId;
        item.DisplayText = body.ContainsKey("DisplayText") ? TextOf(body, "DisplayText") : item.DisplayText;
        item.Owner = body.ContainsKey("Owner") ? TextOf(body, "Owner") : item.Owner;
    }

    private static string TextOf(JsonObject body, string member) => body[member] is JsonValue value && value.TryGetValue<string>(out var found) ? found : "";

    private static (ContentItem?, bool, IResult?) Refuse(int status, string sentence, string? field)
        => (null, false, Problems.Of(status, sentence, field is null ? null : [new ContentFault(field, sentence)]));
}
