using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Crm.Kernel.Data;

/// <summary>How documents are written as JSON: members in Pascal case as declared, enumerations by name, text unescaped.</summary>
public static class DocumentJson
{
    /// <summary>The options; a type that needs its own shape bears a <see cref="JsonConverterAttribute"/>.</summary>
    public static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    internal static byte[] Write(object document) => JsonSerializer.SerializeToUtf8Bytes(document, document.GetType(), Options);

    internal static object Read(byte[] content, Type type)
        => JsonSerializer.Deserialize(content, type, Options) ?? throw new JsonException($"A document of type {type.Name} is null.");
}
