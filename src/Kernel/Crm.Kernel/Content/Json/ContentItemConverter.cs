using System.Text.Json;
using System.Text.Json.Serialization;

namespace Crm.Kernel.Content.Json;

/// <summary>
/// The item's JSON: eleven envelope members in Orchard's order, then one member per part. Names are matched exactly; members that are objects or arrays are
/// kept word for word, other unknown ones dropped. A member is only taken apart when its typed view is asked for.
/// </summary>
internal sealed class ContentItemConverter : JsonConverter<ContentItem>
{
    public override ContentItem Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var json = ((JsonConverter<JsonElement>)ContentJson.Options.GetConverter(typeof(JsonElement))).Read(ref reader, typeof(JsonElement), ContentJson.Options);
        return From(json);
    }

    public override void Write(Utf8JsonWriter writer, ContentItem value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("ContentItemId", value.ContentItemId);
        writer.WriteString("ContentItemVersionId", value.ContentItemVersionId);
        writer.WriteString("ContentType", value.ContentType);
        writer.WriteString("DisplayText", value.DisplayText);
        writer.WriteBoolean("Latest", value.Latest);
        writer.WriteBoolean("Published", value.Published);
        WriteDate(writer, "ModifiedUtc", value.ModifiedUtc);
        WriteDate(writer, "PublishedUtc", value.PublishedUtc);
        WriteDate(writer, "CreatedUtc", value.CreatedUtc);
        writer.WriteString("Owner", value.Owner);
        writer.WriteString("Author", value.Author);
        value.WriteMembers(writer);
        writer.WriteEndObject();
    }

    private static ContentItem From(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("A content item must be a JSON object.");
        }

        var item = new ContentItem();
        foreach (var member in json.EnumerateObject())
        {
            if (member.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
            {
                ReadEnvelope(item, member);
            }
        }

        item.Attach(json);
        return item;
    }

    private static void ReadEnvelope(ContentItem item, JsonProperty member)
    {
        switch (member)
        {
            case var m when m.NameEquals("ContentItemId"u8): item.ContentItemId = Text(m) ?? ""; break;
            case var m when m.NameEquals("ContentItemVersionId"u8): item.ContentItemVersionId = Text(m) ?? ""; break;
            case var m when m.NameEquals("ContentType"u8): item.ContentType = Text(m) ?? ""; break;
            case var m when m.NameEquals("DisplayText"u8): item.DisplayText = Text(m); break;
            case var m when m.NameEquals("Latest"u8): item.Latest = Flag(m); break;
            case var m when m.NameEquals("Published"u8): item.Published = Flag(m); break;
            case var m when m.NameEquals("ModifiedUtc"u8): item.ModifiedUtc = Date(m); break;
            case var m when m.NameEquals("PublishedUtc"u8): item.PublishedUtc = Date(m); break;
            case var m when m.NameEquals("CreatedUtc"u8): item.CreatedUtc = Date(m); break;
            case var m when m.NameEquals("Owner"u8): item.Owner = Text(m); break;
            case var m when m.NameEquals("Author"u8): item.Author = Text(m); break;
            default: break;
        }
    }

    private static string? Text(JsonProperty member) => member.Value.ValueKind switch
    {
        JsonValueKind.String => member.Value.GetString(),
        JsonValueKind.Null => null,
        _ => throw Wrong(member, "text"),
    };

    private static bool Flag(JsonProperty member) => member.Value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False or JsonValueKind.Null => false,
        JsonValueKind.String when bool.TryParse(member.Value.GetString(), out var value) => value,
        _ => throw Wrong(member, "true or false"),
    };

    private static DateTime? Date(JsonProperty member)
    {
        if (member.Value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return member.Value.ValueKind == JsonValueKind.String && ContentJson.TryRead(member.Value.GetString(), out var date)
            ? date
            : throw Wrong(member, "a date such as 2026-01-31T00:00:00Z");
    }

    private static JsonException Wrong(JsonProperty member, string expected) => new($"{member.Name}: {expected} was expected.", "$." + member.Name, null, null);

    private static void WriteDate(Utf8JsonWriter writer, string name, DateTime? utc)
    {
        if (utc is { } date)
        {
            writer.WriteString(name, ContentJson.Format(date));
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
