using System.Globalization;
using System.Text.Json.Nodes;
using Crm.Kernel.Content.Definitions;

namespace Crm.Contacts.Import;

/// <summary>Writes the fields that a tenant added to the type (targets <c>Person.Name</c>, <c>Household.Name</c> …) in the shape of their field type.</summary>
internal sealed class CustomFields(ContentPartDefinition? definition, string type = ContactTypes.Person)
{
    private static readonly string[] Fillable = ["TextField", "BooleanField", "MultiTextField", "NumericField", "DateField"];

    private readonly Dictionary<string, string> _types = (definition?.ContentPartFieldDefinitionRecords ?? []).ToDictionary(field => field.Name, field => field.FieldName);

    /// <summary>The targets that an import can fill.</summary>
    public IEnumerable<string> Names => _types.Where(one => Fillable.Contains(one.Value)).Select(one => $"{type}.{one.Key}");

    /// <summary>How that target is put and read, or null when there is no such field or its type cannot come from a file.</summary>
    public Target? Find(string target)
    {
        var name = target.StartsWith(type + ".", StringComparison.Ordinal) ? target[(type.Length + 1)..] : "";
        return !_types.TryGetValue(name, out var kind) || !Fillable.Contains(kind) ? null : new Target(Put(name, kind), draft => Value(kind, draft.Fields[name] as JsonObject));
    }

    private static Put Put(string name, string type) => (draft, value, format, context) =>
    {
        if (Shape(type, value, context, format) is not { } json)
        {
            return type is "DateField" ? ImportTargets.NoDate : ImportTargets.NoNumber;
        }

        draft.Fields[name] = json;
        return null;
    };

    private static object? Value(string type, JsonObject? field) => type switch
    {
        "TextField" => (string?)field?["Text"],
        "BooleanField" => (bool?)field?["Value"],
        "MultiTextField" => field?["Values"] is JsonArray values ? string.Join("; ", values.Select(value => (string?)value)) : null,
        "NumericField" => (decimal?)field?["Value"],
        "DateField" => DateTime.TryParse((string?)field?["Value"], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var date) ? DateOnly.FromDateTime(date) : null,
        _ => null,
    };

    private static JsonObject? Shape(string type, string value, ReadingContext context, string? format) => type switch
    {
        "TextField" => new JsonObject { ["Text"] = value },
        "BooleanField" => new JsonObject { ["Value"] = value.ToLowerInvariant() is "1" or "true" or "yes" or "oui" or "vrai" or "x" },
        "MultiTextField" => new JsonObject { ["Values"] = new JsonArray([.. value.Split([';', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(text => JsonValue.Create(text))]) },
        "NumericField" => decimal.TryParse(value.Replace(',', '.').Replace("\u00a0", "").Replace(" ", ""), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? new JsonObject { ["Value"] = number } : null,
        "DateField" => context.Date(value, format) is { } date
            ? new JsonObject { ["Value"] = date.ToString("yyyy-MM-dd'T00:00:00Z'", CultureInfo.InvariantCulture) } : null,
        _ => null,
    };
}
