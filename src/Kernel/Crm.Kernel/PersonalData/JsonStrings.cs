using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Kernel.Data;

namespace Crm.Kernel.PersonalData;

/// <summary>The texts inside JSON, wherever they stand.</summary>
public static class JsonStrings
{
    /// <summary>All of them.</summary>
    public static IEnumerable<string> Of(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Of(member.Value)),
        JsonArray items => items.SelectMany(Of),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };

    /// <summary>Those that are members of one of those names, anywhere inside.</summary>
    public static IEnumerable<string> Named(JsonNode? node, IReadOnlySet<string> names) => node switch
    {
        JsonObject members => members.SelectMany(member => names.Contains(member.Key) && member.Value is JsonValue ? Of(member.Value) : Named(member.Value, names)),
        JsonArray items => items.SelectMany(item => Named(item, names)),
        _ => [],
    };

    /// <summary>The JSON with those texts blank; the very same text when there are none.</summary>
    /// <param name="isTold">Which texts are blanked.</param>
    public static string Blank(string json, Func<string, bool> isTold)
    {
        var node = JsonNode.Parse(json);
        return BlankIn(node, isTold) ? JsonSerializer.Serialize(node, DocumentJson.Options) : json;
    }

    private static bool BlankIn(JsonNode? node, Func<string, bool> isTold)
    {
        var any = false;
        if (node is JsonObject members)
        {
            foreach (var (name, value) in members.ToList())
            {
                // The operation and the path of a patch are what make it one.
                if (Text(value) is { } text && isTold(text) && name is not "op" and not "path")
                {
                    (members[name], any) = ("", true);
                }
                else
                {
                    any |= BlankIn(value, isTold);
                }
            }
        }
        else if (node is JsonArray items)
        {
            for (var i = 0; i < items.Count; i++)
            {
                if (Text(items[i]) is { } text && isTold(text))
                {
                    (items[i], any) = ("", true);
                }
                else
                {
                    any |= BlankIn(items[i], isTold);
                }
            }
        }

        return any;
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;
}
