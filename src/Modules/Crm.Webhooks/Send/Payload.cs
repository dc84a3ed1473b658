using System.Globalization;
using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Trash;
using Crm.Kernel.PersonalData;
using Crm.Kernel.Security;
using Crm.Webhooks.Follow;
using Crm.Webhooks.Log;
using Crm.Webhooks.Register;

namespace Crm.Webhooks.Send;

/// <summary>What is sent: the change and the record, as the webhook's role may see them when it is sent.</summary>
internal sealed class Payload(IContentManager content, WebhookGate gate, Kernel.Security.Rights rights, DataUses uses, Visible visible)
{
    /// <summary>A larger body goes without the record.</summary>
    public const int MostBytes = 256 * 1024;

    private const string MergedInto = "MergedIntoPart";

    // What each save changes, whatever it is about.
    private static readonly string[] s_always = [nameof(ContentItem.ModifiedUtc), nameof(ContentItem.Author)];
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The body; or why it is not sent.</summary>
    public async Task<(string? Body, string? Withheld)> ComposeAsync(Webhook webhook, Delivery delivery)
    {
        if (delivery.ContentType.Length == 0)
        {
            return (Envelope(delivery, new JsonObject { ["webhookId"] = webhook.WebhookId }).ToJsonString(s_json), null);
        }

        if (await gate.EyesOfAsync(webhook.Role) is not { } eyes)
        {
            return (null, DeliveryFault.NoRole);
        }

        if (!await MayViewAsync(eyes, delivery.ContentType))
        {
            return (null, DeliveryFault.Unseen);
        }

        var sight = await visible.ForAsync(eyes);
        var isRestricted = await uses.WhyNotAsync(delivery.ItemId, DataUse.Webhook, CancellationToken.None) is not null;
        if (delivery.Body is { } written)
        {
            // Fields may have been hidden since it was first sent.
            var narrowed = Narrow(written, delivery.ContentType, sight);
            return (isRestricted ? Bare(narrowed) : narrowed, null);
        }

        var (body, withheld) = await ComposeAsync(eyes, sight, delivery);
        return (isRestricted && body is not null ? Bare(body) : body, withheld);
    }

    /// <summary>What was sent, without what this reader may not see; null when that is all of it.</summary>
    public async Task<string?> ShowAsync(ClaimsPrincipal reader, Delivery delivery)
        => delivery.Body is not { } body ? null
            : delivery.ContentType.Length == 0 ? body
            : await MayViewAsync(reader, delivery.ContentType) ? Narrow(body, delivery.ContentType, await visible.ForAsync(reader)) : null;

    private async Task<(string? Body, string? Withheld)> ComposeAsync(ClaimsPrincipal eyes, Sight sight, Delivery delivery)
    {
        var kind = WebhookEvent.KindOf(delivery.EventType);
        var isGone = kind is WebhookEvent.Deleted or WebhookEvent.Merged;
        var item = isGone ? await TrashedAsync(delivery.ItemId) : await content.GetAsync(delivery.ItemId, VersionOptions.Latest);
        if (!isGone && item is { Published: false } && !await rights.HoldsAsync(eyes, CommonPermissions.Typed(CommonPermissions.EditContent, delivery.ContentType), null))
        {
            if (item.Id == delivery.DocumentId)
            {
                return (null, DeliveryFault.Unseen); // a draft, for those who edit
            }

            item = await content.GetAsync(delivery.ItemId, VersionOptions.Published);
        }

        var fields = JsonSerializer.Deserialize<List<string>>(delivery.Fields)!;
        var changed = fields.Where(field => sight.CanSee(delivery.ContentType, field)).ToList();
        if (kind == WebhookEvent.Updated && fields.Count > changed.Count && !changed.Except(s_always).Any())
        {
            return (null, DeliveryFault.Hidden);
        }

        return (Write(delivery, sight, isGone, item, changed), null);
    }

    private static string Write(Delivery delivery, Sight sight, bool isGone, ContentItem? item, List<string> changed)
    {
        var data = new JsonObject
        {
            ["contentItemId"] = delivery.ItemId, ["contentType"] = delivery.ContentType, ["displayText"] = item is null ? null : sight.NameOf(item), ["version"] = delivery.Version,
            ["changed"] = new JsonArray([.. changed.Select(field => (JsonNode)field)]),
        };
        if (WebhookEvent.KindOf(delivery.EventType) == WebhookEvent.Merged && sight.CanSee(delivery.ContentType, MergedInto))
        {
            data["mergedInto"] = (item?.Data[MergedInto] as JsonObject)?["PersonId"]?.DeepClone();
        }

        data["item"] = isGone || item is null ? null : sight.Project(item);
        data["itemLeftOut"] = data["item"] is null ? "gone" : null;
        var body = Envelope(delivery, data).ToJsonString(s_json);
        if (Encoding.UTF8.GetByteCount(body) > MostBytes)
        {
            (data["item"], data["itemLeftOut"]) = (null, "too large");
            body = ((JsonObject)data.Parent!).ToJsonString(s_json);
        }

        return body;
    }

    // Of whose data may not be used the receiver learns that something happened to an id, not what the record says.
    private static string Bare(string body)
    {
        var json = (JsonObject)JsonNode.Parse(body)!;
        var data = (JsonObject)json["data"]!;
        (data["displayText"], data["itemLeftOut"]) = (null, data["item"] is null ? data["itemLeftOut"]?.DeepClone() : "restricted");
        data["item"] = null;
        return json.ToJsonString(s_json);
    }

    private static JsonObject Envelope(Delivery delivery, JsonObject data) => new()
    {
        ["type"] = delivery.EventType, ["timestamp"] = delivery.OccurredUtc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), ["data"] = data,
    };

    private static string Narrow(string body, string type, Sight sight)
    {
        var json = (JsonObject)JsonNode.Parse(body)!;
        var data = (JsonObject)json["data"]!;
        if (!sight.CanSee(type, nameof(ContentItem.DisplayText)))
        {
            data["displayText"] = null;
        }

        if (!sight.CanSee(type, MergedInto))
        {
            data.Remove("mergedInto");
        }

        data["changed"] = new JsonArray([.. ((JsonArray)data["changed"]!).Select(field => (string)field!).Where(field => sight.CanSee(type, field)).Select(field => (JsonNode)field)]);
        data["item"] = data["item"] is JsonObject item ? sight.Project(type, item) : null;
        return json.ToJsonString(s_json);
    }

    // A role has no records of its own: it sees all of a type or none.
    private Task<bool> MayViewAsync(ClaimsPrincipal user, string contentType) => rights.HoldsAsync(user, CommonPermissions.Typed(CommonPermissions.ViewContent, contentType), null);

    private async Task<ContentItem?> TrashedAsync(string itemId) => (await content.GetAllVersionsAsync(itemId)).FirstOrDefault(version => version.Has<TrashPart>());
}
