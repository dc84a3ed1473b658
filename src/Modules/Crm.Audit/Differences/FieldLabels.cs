using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Kernel.Content.Definitions;
using Microsoft.Extensions.Localization;

namespace Crm.Audit.Differences;

/// <summary>What people call the members of a record: the names of the content definition, else the member's own name in words.</summary>
/// <param name="names">The names of other records that this one points to, by their ids, as the reader may see them.</param>
internal sealed class FieldLabels(IReadOnlyList<ContentPartDefinition> parts, ContentTypeDefinition? type, IStringLocalizer words, IReadOnlyDictionary<string, string>? names = null)
{
    /// <summary>Members that every save changes and that say nothing to people.</summary>
    private static readonly HashSet<string> s_bookkeeping =
        ["ContentItemId", "ContentItemVersionId", "RelationId", "ModifiedUtc", "PublishedUtc", "CreatedUtc", "Author", "Latest", "UserId", "NormalizedUserName", "NormalizedEmail"];

    /// <summary>Members in which a field keeps its one value: their names add nothing to the field's.</summary>
    private static readonly HashSet<string> s_values = ["Text", "Html", "Value", "Values", "ContentItemIds", "TermContentItemIds", "Paths"];

    public static bool IsBookkeeping(string member) => s_bookkeeping.Contains(member);

    /// <summary>The label of a place in the record, as "Lines › Quantity".</summary>
    /// <param name="names">The members on the way; an entry of a list is its title in brackets.</param>
    public string For(IReadOnlyList<string> names)
    {
        var said = new List<string>();
        var partName = "";
        for (var i = 0; i < names.Count; i++)
        {
            var name = names[i];
            if (name.StartsWith('['))
            {
                said.Add(name[1..^1]);
                partName = "";
            }
            else if (partName.Length == 0 && i + 1 < names.Count && IsPart(name))
            {
                partName = name;
            }
            else if (Field(partName, name) is { } field)
            {
                said.Add(field);
            }
            else if (!(i == names.Count - 1 && said.Count > 0 && s_values.Contains(name)))
            {
                said.Add(words[InWords(name)]);
            }
        }

        return string.Join(" › ", said);
    }

    /// <summary>A value as people read it; null for none.</summary>
    public string? Value(JsonNode? node) => node switch
    {
        null => null,
        _ when node.GetValueKind() == JsonValueKind.True => words["Yes"],
        _ when node.GetValueKind() == JsonValueKind.False => words["No"],
        _ when node.GetValueKind() == JsonValueKind.Number => decimal.TryParse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.CurrentCulture)
            : node.ToJsonString(),
        _ when node.GetValueKind() == JsonValueKind.String => names?.GetValueOrDefault(node.GetValue<string>()) ?? Date(node.GetValue<string>()),
        _ => node.ToJsonString(),
    };

    /// <summary>An entry of a list in one line.</summary>
    public string Entry(JsonNode? node)
    {
        if (node is not JsonObject item)
        {
            return Value(node) ?? "";
        }

        if (item["DisplayText"] is { } title && title.GetValueKind() == JsonValueKind.String)
        {
            return title.GetValue<string>();
        }

        return string.Join(", ", item.Where(member => member.Value is JsonValue && !IsBookkeeping(member.Key)).Select(OfEntry).Where(text => text is { Length: > 0 }));
    }

    // In a row of values a lone "No" says nothing, and a "Yes" is told by what it says yes to.
    private string? OfEntry(KeyValuePair<string, JsonNode?> member) => member.Value!.GetValueKind() switch
    {
        JsonValueKind.False => null,
        JsonValueKind.True => words[InWords(member.Key)],
        _ => Value(member.Value),
    };

    private string? Field(string partName, string name)
    {
        var definition = type?.ContentTypePartDefinitionRecords.Find(part => part.Name == partName)?.PartName ?? partName;
        var field = parts.FirstOrDefault(part => part.Name == definition)?.ContentPartFieldDefinitionRecords.Find(field => field.Name == name);
        if (field is null)
        {
            return null;
        }

        var display = field.Settings["ContentPartFieldSettings"]?["DisplayName"]?.ToString();
        return words[display is { Length: > 0 } ? display : InWords(name)];
    }

    private bool IsPart(string name)
        => name.EndsWith("Part", StringComparison.Ordinal) || name == type?.Name || parts.Any(part => part.Name == name)
            || type?.ContentTypePartDefinitionRecords.Exists(part => part.Name == name) == true;

    /// <summary>Dates and moments in the reader's culture; other texts as they are.</summary>
    private static string Date(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day.ToString("D", CultureInfo.CurrentCulture);
        }

        return text.Length is >= 19 and <= 33 && text[10] == 'T' && text[4] == '-'
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment.ToString("g", CultureInfo.CurrentCulture)
            : text;
    }

    /// <summary>"FirstName" as "First name".</summary>
    public static string InWords(string name)
    {
        var words = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var begins = i > 0 && char.IsUpper(name[i]) && (char.IsLower(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (begins)
            {
                words.Append(' ');
            }

            words.Append(begins && (i + 1 == name.Length || !char.IsUpper(name[i + 1])) ? char.ToLowerInvariant(name[i]) : name[i]);
        }

        return words.ToString();
    }
}
