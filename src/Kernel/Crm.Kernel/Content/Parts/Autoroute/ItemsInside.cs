using System.Text.Json;
using System.Text.Json.Nodes;

namespace Crm.Kernel.Content.Parts;

/// <summary>The items inside an item, found without asking a definition: what the index and the public route need.</summary>
public static class ItemsInside
{
    /// <summary>Those with an address of their own, each with the JSON path at which it lies.</summary>
    internal static IEnumerable<(ContentItem Item, string JsonPath)> WithAddress(ContentItem item) => All(item.Data, "")
        .Where(found => found.Item.As<AutoroutePart>() is { Disabled: false, Path.Length: > 0 });

    /// <summary>The item of that id, or null.</summary>
    public static ContentItem? Find(ContentItem item, string contentItemId) => All(item.Data, "").FirstOrDefault(found => found.Item.ContentItemId == contentItemId).Item;

    private static IEnumerable<(ContentItem Item, string JsonPath)> All(JsonNode node, string path)
    {
        var children = node switch
        {
            JsonObject members => members.Select(member => (member.Value, Path: path.Length == 0 ? member.Key : path + "." + member.Key)),
            JsonArray items => items.Select((value, index) => (value, Path: $"{path}[{index}]")),
            _ => [],
        };
        foreach (var (child, at) in children)
        {
            if (child is JsonObject inner && inner.ContainsKey("ContentItemId") && inner.ContainsKey("ContentType"))
            {
                yield return (inner.Deserialize<ContentItem>()!, at);
            }

            foreach (var found in child is JsonObject or JsonArray ? All(child, at) : [])
            {
                yield return found;
            }
        }
    }
}
