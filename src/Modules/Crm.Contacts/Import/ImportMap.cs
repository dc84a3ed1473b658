using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Contacts.Import.Links;

namespace Crm.Contacts.Import;

/// <summary>How a file's columns become people. What is not said is guessed (encoding, separator, dates) or left as it is.</summary>
internal sealed class ImportMap
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>The source of a file that was exported here: its key is the person's id.</summary>
    public const string ThisSite = "this-site";

    /// <summary>What files can hold, in the order in which several are imported: what people belong to before them.</summary>
    public static readonly IReadOnlyList<string> All = [ContactTypes.Household, ContactTypes.Organisation, ContactTypes.Person];

    /// <summary>What is missing is made, as <see cref="ColumnMap.Invalid"/>.</summary>
    public const string Make = "make";

    /// <summary>The name of the system the file comes from; with the key it finds a person again. <see cref="ThisSite"/> for this site's own ids.</summary>
    public string Source { get; set; } = "";

    /// <summary>What each row is: "Person", "Household" or "Organisation".</summary>
    public string Holds { get; set; } = ContactTypes.Person;

    /// <summary>The column that tells one row's person from another's; without it each row is a new person.</summary>
    public string? Key { get; set; }

    /// <summary>"utf-8", "windows-1252", "utf-16" …; guessed when null.</summary>
    public string? Encoding { get; set; }

    /// <summary>One character; guessed when null.</summary>
    public string? Separator { get; set; }

    /// <summary>One character.</summary>
    public string Quote { get; set; } = "\"";

    /// <summary>.NET date formats, tried in order; common unambiguous ones and day-first when none is stated.</summary>
    public List<string> DateFormats { get; set; } = [];

    /// <summary>The country of addresses and national phone numbers; the tenant's when null.</summary>
    public string? Country { get; set; }

    /// <summary>By column name: a target, or an object.</summary>
    public Dictionary<string, ColumnMap> Columns { get; set; } = [];

    /// <summary>By target: a value that every row gets.</summary>
    public Dictionary<string, string> Constants { get; set; } = [];

    /// <summary>Whether the key is the person's id: who is not found by it is refused, a row without it is a new person, and a cell that says what the person has changes nothing.</summary>
    [JsonIgnore]
    public bool IsOfThisSite => Source == ThisSite;

    /// <summary>Reads a map.</summary>
    /// <exception cref="ImportRefusedException">It is not a map; with the JSON path.</exception>
    public static ImportMap Parse(string json)
    {
        try
        {
            var map = JsonSerializer.Deserialize<ImportMap>(json, Options) ?? throw new ImportRefusedException("$", "The map is empty.");
            return map.Checked();
        }
        catch (JsonException fault)
        {
            throw new ImportRefusedException(fault.Path ?? "$", "The map is not valid JSON of the expected shape (line {0}).", (fault.LineNumber ?? 0) + 1);
        }
    }

    /// <summary>Reads a map that somebody is still at work on: it may lack columns.</summary>
    public static ImportMap Unfinished(string json) => JsonSerializer.Deserialize<ImportMap>(json, Options) ?? new ImportMap();

    /// <summary>The map as <see cref="Parse"/> reads it.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options);

    private ImportMap Checked()
    {
        if (Columns.Count == 0)
        {
            throw new ImportRefusedException("$.columns", "The map names no column.");
        }

        if (Key is not null && Source.Length == 0)
        {
            throw new ImportRefusedException("$.source", "A map with a key column must name its source.");
        }

        if (!All.Contains(Holds))
        {
            throw new ImportRefusedException("$.holds", "A file holds one of {0}.", string.Join(", ", All));
        }

        if (Separator is { Length: not 1 } || Quote.Length != 1)
        {
            throw new ImportRefusedException(Separator is { Length: not 1 } ? "$.separator" : "$.quote", "This must be one character.");
        }

        if (Columns.FirstOrDefault(column => column.Value.Invalid == Make && !LinkTargets.CanMake(column.Value.To)).Key is { } unfit)
        {
            throw new ImportRefusedException($"$.columns['{unfit}']", "Only a household or an organisation can be made where it is missing.");
        }

        return Country is null || Country.Length == 2 ? this : throw new ImportRefusedException("$.country", "A country is two letters, as FR.");
    }
}

/// <summary>What becomes of a column.</summary>
[JsonConverter(typeof(ColumnMapConverter))]
internal sealed class ColumnMap
{
    /// <summary>The target, as "FamilyName", "Address.City" or "Person.Doudou".</summary>
    public string To { get; set; } = "";

    /// <summary>The date format of this column.</summary>
    public string? Format { get; set; }

    /// <summary>Replaces values: "m" by "male".</summary>
    public Dictionary<string, string>? Values { get; set; }

    /// <summary>What to do with a value that cannot be read or is not here: "refuse" the row, keep it as a "note", leave it "blank", or "make" the household or organisation of that name.</summary>
    public string Invalid { get; set; } = "refuse";
}

/// <summary>Reads "FamilyName" as well as { "to": "FamilyName", … }.</summary>
internal sealed class ColumnMapConverter : JsonConverter<ColumnMap>
{
    public override ColumnMap Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return new ColumnMap { To = reader.GetString()! };
        }

        var shape = JsonSerializer.Deserialize<Shape>(ref reader, options);
        return shape is { To.Length: > 0, Invalid: "refuse" or "note" or "blank" or "make" }
            ? new ColumnMap { To = shape.To, Format = shape.Format, Values = shape.Values, Invalid = shape.Invalid }
            : throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, ColumnMap value, JsonSerializerOptions options)
        => JsonSerializer.Serialize(writer, new Shape(value.To, value.Format, value.Values, value.Invalid), options);

    private sealed record Shape(string To, string? Format = null, Dictionary<string, string>? Values = null, string Invalid = "refuse");
}
