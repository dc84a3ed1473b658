using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Crm.Messaging.Templates.Render;

/// <summary>Everything of one letter that its template does not say: with it the same letter is made again. Kept with the message when it leaves, and gone with an erasure.</summary>
internal sealed class Merged
{
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    /// <summary>The variant.</summary>
    [JsonPropertyName("l")]
    public string Language { get; set; } = "";

    /// <summary>What "now" was.</summary>
    [JsonPropertyName("t")]
    public DateTime Utc { get; set; }

    /// <summary>The zone of dates.</summary>
    [JsonPropertyName("z")]
    public string Zone { get; set; } = "";

    /// <summary>The values used, by path.</summary>
    [JsonPropertyName("v")]
    public Dictionary<string, string> Values { get; set; } = [];

    /// <summary>Where its reader says what they want; null for what has no way out.</summary>
    [JsonPropertyName("w")]
    public string? WayOut { get; set; }

    /// <summary>The words of that link.</summary>
    [JsonPropertyName("ww")]
    public string? WayOutWords { get; set; }

    /// <summary>Begins the hash of what left, by which who makes it again knows whether it is the same.</summary>
    [JsonPropertyName("h")]
    public string Hash { get; set; } = "";

    public static Merged? Of(string json) => json.Length == 0 ? null : JsonSerializer.Deserialize<Merged>(json, s_json);

    public string ToJson() => JsonSerializer.Serialize(this, s_json);
}
