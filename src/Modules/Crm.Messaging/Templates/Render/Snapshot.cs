using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Templates.Render;

/// <summary>What a caller gives along when a message is put: <c>{"gift":"Ours Gaspard","gifts":["…"]}</c>.</summary>
internal static class Snapshot
{
    /// <summary>Bytes at most, as JSON in UTF-8: a row stands for each recipient.</summary>
    public const int MostBytes = 500;

    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As it is stored; blank for nothing.</summary>
    /// <param name="fault">Why it cannot be given along; null when it can.</param>
    public static string Of(JsonObject? facts, MailContent mail, IStringLocalizer s, out string? fault)
    {
        (fault, var kept) = (null, new JsonObject());
        foreach (var (name, value) in facts ?? [])
        {
            var known = mail.Facts.FirstOrDefault(fact => fact.Name == name);
            var texts = value is JsonArray several ? several.Select(Text).ToList() : [Text(value)];
            fault ??= known is null ? s["The template asks for no “{0}”.", name].Value
                : (value is JsonArray) != known.IsList ? s["“{0}” is to be {1}.", name, known.IsList ? "[\"…\"]" : "\"…\""].Value
                : texts.Any(text => text is null) ? s["“{0}” is to be text with something in it.", name].Value : null;
            kept[name] = value is JsonArray ? new JsonArray([.. texts.Select(text => (JsonNode?)text)]) : texts[0];
        }

        var json = kept.Count == 0 ? "" : kept.ToJsonString(s_json);
        fault ??= Encoding.UTF8.GetByteCount(json) > MostBytes ? s["What is given along has {0} bytes; {1} at most.", Encoding.UTF8.GetByteCount(json), MostBytes].Value : null;
        return json;
    }

    /// <summary>The facts as values of a rendering.</summary>
    public static IReadOnlyDictionary<string, object?> Values(string json)
        => json.Length == 0 ? new Dictionary<string, object?>()
            : ((JsonObject)JsonNode.Parse(json)!).ToDictionary(fact => fact.Key, fact => fact.Value is JsonArray several ? several.Select(one => one!.ToString()).ToList() : (object?)fact.Value!.ToString());

    // Blank texts would leave holes that no fallback fills.
    private static string? Text(JsonNode? value) => value is JsonValue text && text.GetValueKind() is JsonValueKind.String or JsonValueKind.Number && text.ToString().ReplaceLineEndings(" ").Trim() is { Length: > 0 } said ? said : null;
}
