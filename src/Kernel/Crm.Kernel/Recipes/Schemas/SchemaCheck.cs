using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Kernel.Recipes.Expressions;
using Crm.Kernel.Recipes.Reading;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Recipes.Schemas;

/// <summary>
/// Holds a step against its JSON Schema in the manner recipes are read: member names without regard to case, numbers and booleans also from strings, an
/// expression stands for any value. Keywords: type, properties, required, additionalProperties, items, enum, const, anyOf, minItems, minLength, minimum, maximum.
/// </summary>
internal sealed class SchemaCheck(IStringLocalizer localizer, Action<string, string, bool> problem)
{
    /// <param name="path">JSON path of the node below the step; blank for the step.</param>
    internal void Check(JsonNode? node, JsonNode? schema, string path)
    {
        if (schema is not JsonObject rules || IsExpression(node))
        {
            return;
        }

        if (rules["anyOf"] is JsonArray alternatives)
        {
            CheckAny(node, alternatives, path);
            return;
        }

        if (rules["type"] is { } type && !HasType(node, type))
        {
            problem(path, localizer["Expected {0}, found {1}.", TypeName(type), KindName(node)], false);
            return;
        }

        CheckValue(node, rules, path);
        switch (node)
        {
            case JsonObject members:
                CheckMembers(members, rules, path);
                break;
            case JsonArray items:
                CheckItems(items, rules, path);
                break;
        }
    }

    private void CheckAny(JsonNode? node, JsonArray alternatives, string path)
    {
        var attempts = alternatives.Select(schema =>
        {
            var found = new List<(string Path, string Message, bool IsWarning)>();
            new SchemaCheck(localizer, (at, message, isWarning) => found.Add((at, message, isWarning))).Check(node, schema, path);
            return found;
        }).OrderBy(found => found.Count(fault => !fault.IsWarning)).ToList();
        attempts[0].ForEach(fault => problem(fault.Path, fault.Message, fault.IsWarning));
    }

    private void CheckValue(JsonNode? node, JsonObject rules, string path)
    {
        var text = node is JsonValue ? node.ToString() : null;
        if (rules["enum"] is JsonArray allowed && text is not null && !allowed.Any(value => string.Equals(value?.ToString(), text, StringComparison.OrdinalIgnoreCase)))
        {
            problem(path, localizer["“{0}” is not one of {1}.", text, string.Join(", ", allowed.Select(value => value?.ToString()))], false);
        }

        if (rules["minLength"] is { } minLength && text is not null && text.Length < (int)minLength)
        {
            problem(path, localizer["A text is needed here."], false);
        }

        if (text is not null && decimal.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number))
        {
            if (rules["minimum"] is { } minimum && number < (decimal)minimum)
            {
                problem(path, localizer["{0} is less than {1}.", text, minimum.ToString()], false);
            }

            if (rules["maximum"] is { } maximum && number > (decimal)maximum)
            {
                problem(path, localizer["{0} is more than {1}.", text, maximum.ToString()], false);
            }
        }
    }

    private void CheckMembers(JsonObject members, JsonObject rules, string path)
    {
        var known = rules["properties"] as JsonObject ?? [];
        foreach (var name in rules["required"] as JsonArray ?? [])
        {
            if (!members.Any(member => Same(member.Key, name!.ToString()) && member.Value is not null))
            {
                problem(JsonPaths.Member(path, name!.ToString()), localizer["The member \"{0}\" is missing.", name.ToString()], false);
            }
        }

        foreach (var (name, value) in members)
        {
            var at = JsonPaths.Member(path, name);
            if (known.FirstOrDefault(rule => Same(rule.Key, name)).Value is { } rule)
            {
                CheckMember(value, rule, at);
            }
            else if (rules["additionalProperties"] is JsonObject others)
            {
                CheckMember(value, others, at);
            }
            else if (rules["additionalProperties"]?.GetValueKind() == JsonValueKind.False)
            {
                problem(at, localizer["\"{0}\" is not read here; known are {1}.", name, string.Join(", ", known.Select(rule => rule.Key).Where(key => key != "name" || path.Length > 0))], true);
            }
        }
    }

    // A null member is as good as an absent one; required ones were asked for above.
    private void CheckMember(JsonNode? value, JsonNode rule, string at)
    {
        if (value is not null)
        {
            Check(value, rule, at);
        }
    }

    private void CheckItems(JsonArray items, JsonObject rules, string path)
    {
        if (rules["minItems"] is { } minItems && items.Count < (int)minItems)
        {
            problem(path, localizer["At least {0} entries are needed.", (int)minItems], false);
        }

        for (var i = 0; i < items.Count && rules["items"] is { } rule; i++)
        {
            Check(items[i], rule, JsonPaths.Item(path, i));
        }
    }

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);

    private static bool IsExpression(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) && Expression.Of(text) is not null;

    private static bool HasType(JsonNode? node, JsonNode type)
        => type is JsonArray several ? several.Any(one => HasType(node, one!.ToString())) : HasType(node, type.ToString());

    private static bool HasType(JsonNode? node, string type)
    {
        var kind = node?.GetValueKind() ?? JsonValueKind.Null;
        return type switch
        {
            "object" => kind == JsonValueKind.Object,
            "array" => kind == JsonValueKind.Array,
            "string" => kind == JsonValueKind.String,
            "boolean" => kind is JsonValueKind.True or JsonValueKind.False || (kind == JsonValueKind.String && bool.TryParse(node!.ToString(), out _)),
            "integer" => (kind is JsonValueKind.Number or JsonValueKind.String) && long.TryParse(node!.ToString(), System.Globalization.CultureInfo.InvariantCulture, out _),
            "number" => (kind is JsonValueKind.Number or JsonValueKind.String) && double.TryParse(node!.ToString(), System.Globalization.CultureInfo.InvariantCulture, out _),
            "null" => kind == JsonValueKind.Null,
            _ => throw new InvalidOperationException($"The schema names an unknown type “{type}”."),
        };
    }

    private string TypeName(JsonNode type)
        => type is JsonArray several ? string.Join(" / ", several.Select(one => Name(one!.ToString()))) : Name(type.ToString());

    private string KindName(JsonNode? node) => Name((node?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "null",
    });

    private string Name(string type) => type switch
    {
        "object" => localizer["an object"],
        "array" => localizer["an array"],
        "string" => localizer["a text"],
        "boolean" => localizer["true or false"],
        "integer" => localizer["a whole number"],
        "number" => localizer["a number"],
        _ => localizer["nothing (null)"],
    };
}
