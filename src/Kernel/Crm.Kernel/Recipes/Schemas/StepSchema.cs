using System.Text.Json.Nodes;

namespace Crm.Kernel.Recipes.Schemas;

/// <summary>Writes the schema of a step from its members' schemas.</summary>
public static class StepSchema
{
    /// <summary>
    /// A step of that name whose members are <paramref name="members"/>, a JSON object of schemas by member name. Members not named are reported as not read,
    /// unless <paramref name="others"/> gives the schema of any other member.
    /// </summary>
    public static JsonObject Of(string name, string members, string[]? required = null, string? others = null)
    {
        var properties = JsonNode.Parse(members)!.AsObject();
        properties.Insert(0, "name", new JsonObject { ["const"] = name });
        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray([.. (required ?? []).Prepend("name").Select(member => (JsonNode)member)]),
            ["additionalProperties"] = others is null ? JsonValue.Create(false) : JsonNode.Parse(others),
        };
    }
}
