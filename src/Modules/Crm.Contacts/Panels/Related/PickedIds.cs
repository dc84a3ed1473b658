using System.Text.Json.Nodes;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Fields;
using Crm.Kernel.PersonalData;

namespace Crm.Contacts.Panels.Related;

/// <summary>The ids in a content picker of an item, or of an item inside it. Its stored form says that it is one, whether its field is still defined or not.</summary>
/// <param name="Type">Content type of the item, outer or inner, that has the field.</param>
/// <param name="Path">The field: <c>Part.Field</c>.</param>
internal sealed record PickedIds(string Type, string Path, JsonArray Ids)
{
    private const string Member = nameof(ContentPickerField.ContentItemIds);

    /// <summary>Whether one of those is picked.</summary>
    public bool Name(IEnumerable<string> ids) => JsonStrings.Of(Ids).Intersect(ids).Any();

    /// <summary>All pickers of an item, those of items inside it too.</summary>
    public static IEnumerable<PickedIds> In(ContentItem item) => Of(item.Data, item.ContentType, "");

    /// <summary>Whether a patch of the history (RFC 6902) has one of those in a picker.</summary>
    public static bool AreToldIn(JsonNode? patch, IReadOnlyCollection<string> ids) => (patch as JsonArray ?? []).OfType<JsonObject>().Any(step
        => ((string?)step["path"])?.Contains($"/{Member}", StringComparison.Ordinal) == true ? JsonStrings.Of(step["value"]).Intersect(ids).Any() : Of(step["value"], "", "").Any(picked => picked.Name(ids)));

    /// <summary>Puts another id in the place of those, or none for null, in all pickers of the item; false when none is picked.</summary>
    public static bool Replace(ContentItem item, IReadOnlyCollection<string> ids, string? by)
    {
        var data = (JsonObject)item.Data.DeepClone();
        var named = Of(data, item.ContentType, "").Where(picked => picked.Name(ids)).ToList();
        foreach (var picked in named)
        {
            var left = JsonStrings.Of(picked.Ids).Select(id => ids.Contains(id) ? by : id).OfType<string>().Distinct().ToList();
            picked.Ids.Clear();
            left.ForEach(id => picked.Ids.Add((JsonNode)id));
        }

        if (named.Count > 0)
        {
            item.ReplaceData(data);
        }

        return named.Count > 0;
    }

    private static IEnumerable<PickedIds> Of(JsonNode? node, string type, string path) => node switch
    {
        JsonObject inner when inner[nameof(ContentItem.ContentType)] is JsonValue named && inner.ContainsKey(nameof(ContentItem.ContentItemId)) => Below(inner, named.ToString(), ""),
        JsonObject field when field[Member] is JsonArray ids => [new(type, path, ids)],
        JsonObject members => Below(members, type, path),
        JsonArray items => items.SelectMany(item => Of(item, type, path)),
        _ => [],
    };

    private static IEnumerable<PickedIds> Below(JsonObject members, string type, string path)
        => members.SelectMany(member => Of(member.Value, type, path.Length == 0 ? member.Key : $"{path}.{member.Key}"));
}
