using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Segments.Conditions;

/// <summary>
/// The JSON of a condition tree: <c>{ "version": 1, "match": "all", "of": [ { "rule": "person.stage", "operator": "is", "not": true, "values": { "value": "client" } }, { "match": "any", "of": [ … ] } ] }</c>.
/// What the rules say of it is not asked here, see <see cref="RuleBook"/>.
/// </summary>
internal sealed class ConditionJson(IStringLocalizer<ConditionJson> s)
{
    /// <summary>The version written.</summary>
    public const int Version = 1;

    private const int MostDepth = 8;
    private const int MostNodes = 200;
    private const int LongestText = 500;
    private static readonly string[] s_groupMembers = ["match", "of", "version"];
    private static readonly string[] s_ruleMembers = ["rule", "operator", "not", "values"];

    /// <summary>Its JSON Schema: what recipes and the API are checked by.</summary>
    public static JsonObject Schema() => (JsonObject)JsonNode.Parse("""
        {
          "type": "object", "required": ["version", "match", "of"],
          "properties": { "version": { "const": 1 }, "match": { "$ref": "#/$defs/match" }, "of": { "$ref": "#/$defs/of" } }, "additionalProperties": false,
          "$defs": {
            "match": { "enum": ["all", "any", "none"] },
            "of": { "type": "array", "maxItems": 200, "items": { "anyOf": [ { "$ref": "#/$defs/group" }, { "$ref": "#/$defs/rule" } ] } },
            "group": { "type": "object", "required": ["match", "of"], "properties": { "match": { "$ref": "#/$defs/match" }, "of": { "$ref": "#/$defs/of" } }, "additionalProperties": false },
            "rule": {
              "type": "object", "required": ["rule", "operator"], "additionalProperties": false,
              "properties": { "rule": { "type": "string" }, "operator": { "type": "string" }, "not": { "type": "boolean" }, "values": { "type": "object", "additionalProperties": { "type": ["string", "number"] } } }
            }
          }
        }
        """)!;

    /// <summary>Reads a tree; faults are added, and it is null then.</summary>
    public ConditionGroup? Read(JsonNode? json, List<ConditionFault> faults)
    {
        var nodes = 0;
        if (json is not JsonObject root)
        {
            faults.Add(new ConditionFault("", s["A condition is a JSON object with “version”, “match” and “of”."]));
            return null;
        }

        if (root["version"] is not JsonValue version || !version.TryGetValue<int>(out var number) || number != Version)
        {
            faults.Add(new ConditionFault("/version", s["The version of a condition is {0}.", Version]));
        }

        var group = Group(root, "", 1, faults, ref nodes);
        return faults.Count == 0 ? group : null;
    }

    /// <summary>Reads a text.</summary>
    public ConditionGroup? Parse(string? text, List<ConditionFault> faults)
    {
        try
        {
            return Read(JsonNode.Parse(text ?? ""), faults);
        }
        catch (JsonException)
        {
            faults.Add(new ConditionFault("", s["This is not JSON."]));
            return null;
        }
    }

    /// <summary>Writes a tree.</summary>
    public static JsonObject Write(ConditionGroup root)
    {
        var json = new JsonObject { ["version"] = Version };
        foreach (var (name, value) in Node(root).ToList())
        {
            json[name] = value?.DeepClone();
        }

        return json;
    }

    private ConditionGroup? Group(JsonObject json, string path, int depth, List<ConditionFault> faults, ref int nodes)
    {
        Unknown(json, s_groupMembers, path, faults);
        if (depth > MostDepth)
        {
            faults.Add(new ConditionFault(path, s["Groups lie at most {0} deep.", MostDepth]));
            return null;
        }

        GroupMatch? match = Text(json["match"]) switch { "all" => GroupMatch.All, "any" => GroupMatch.Any, "none" => GroupMatch.None, _ => null };
        if (match is null)
        {
            faults.Add(new ConditionFault(path + "/match", s["“match” is all, any or none."]));
        }

        if (json["of"] is not JsonArray of)
        {
            faults.Add(new ConditionFault(path + "/of", s["“of” is a list of conditions."]));
            return null;
        }

        if (of.Count == 0 && depth > 1)
        {
            faults.Add(new ConditionFault(path + "/of", s["This group has no condition."]));
        }

        var inner = new List<Condition>();
        for (var i = 0; i < of.Count && nodes <= MostNodes; i++)
        {
            if (++nodes > MostNodes)
            {
                faults.Add(new ConditionFault(path, s["There are at most {0} conditions.", MostNodes]));
                break;
            }

            var at = $"{path}/of/{i}";
            Condition? read = of[i] is not JsonObject child ? null : child.ContainsKey("rule") ? Rule(child, at, faults) : Group(child, at, depth + 1, faults, ref nodes);
            if (read is not null)
            {
                inner.Add(read);
            }
            else if (of[i] is not JsonObject)
            {
                faults.Add(new ConditionFault(at, s["A condition is a group or a rule."]));
            }
        }

        return match is { } known ? new ConditionGroup(known, inner) : null;
    }

    private RuleCondition? Rule(JsonObject json, string path, List<ConditionFault> faults)
    {
        Unknown(json, s_ruleMembers, path, faults);
        if (Text(json["rule"]) is not { } rule || Text(json["operator"]) is not { } how)
        {
            faults.Add(new ConditionFault(path, s["A rule has “rule” and “operator”."]));
            return null;
        }

        var not = false;
        if (json["not"] is { } turned && (turned is not JsonValue flag || !flag.TryGetValue(out not)))
        {
            faults.Add(new ConditionFault(path + "/not", s["“not” is true or false."]));
        }

        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (name, value) in json["values"] as JsonObject ?? [])
        {
            if (value is JsonValue number && number.GetValueKind() == JsonValueKind.Number && number.TryGetValue<double>(out var read) && double.IsFinite(read))
            {
                values[name] = read;
            }
            else if (Text(value) is { Length: <= LongestText } text)
            {
                values[name] = text;
            }
            else
            {
                faults.Add(new ConditionFault($"{path}/values/{name}", s["A value is a number or a text of at most {0} characters.", LongestText]));
            }
        }

        return new RuleCondition(rule, how, not, values);
    }

    private void Unknown(JsonObject json, string[] known, string path, List<ConditionFault> faults)
        => faults.AddRange(json.Where(member => !known.Contains(member.Key)).Select(member => new ConditionFault($"{path}/{member.Key}", s["“{0}” is unknown here.", member.Key])));

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static JsonObject Node(Condition condition)
    {
        if (condition is ConditionGroup group)
        {
            return new JsonObject { ["match"] = group.Match.ToString().ToLowerInvariant(), ["of"] = new JsonArray([.. group.Of.Select(child => (JsonNode)Node(child))]) };
        }

        var rule = (RuleCondition)condition;
        var json = new JsonObject { ["rule"] = rule.Rule, ["operator"] = rule.Operator };
        if (rule.Not)
        {
            json["not"] = true;
        }

        if (rule.Values.Count > 0)
        {
            json["values"] = new JsonObject(rule.Values.Select(value => KeyValuePair.Create(value.Key, value.Value is double number ? (JsonNode?)number : JsonValue.Create((string)value.Value))));
        }

        return json;
    }
}
