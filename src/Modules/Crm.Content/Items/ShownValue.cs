using System.Text.Json.Nodes;

namespace Crm.Content.Items;

/// <summary>A stored value in words, where no editor shows it.</summary>
internal static class ShownValue
{
    /// <summary>The text of a value; the values of an object or list side by side.</summary>
    public static string Of(JsonNode? value) => value switch
    {
        null => "–",
        JsonObject members => Join(members.Select(member => member.Value)),
        JsonArray items => Join(items),
        _ => value.ToString(),
    };

    private static string Join(IEnumerable<JsonNode?> values) => string.Join(", ", values.Where(value => value is not null).Select(Of)) is { Length: > 0 } text ? text : "–";
}
