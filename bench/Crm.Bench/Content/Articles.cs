using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Crm.Bench.Content;

/// <summary>Items of the shape that Orchard Core was measured with: a title, a body, a few fields.</summary>
internal static class Articles
{
    public const string Type = "Article";

    /// <summary>The recipe's file with the type, and that many items.</summary>
    public static async Task<string> WriteRecipeAsync(string folder, int items, CancellationToken cancellationToken)
    {
        var recipe = new JsonObject
        {
            ["name"] = "articles",
            ["displayName"] = "Articles",
            ["steps"] = new JsonArray(Definition(), new JsonObject { ["name"] = "content", ["data"] = new JsonArray([.. Enumerable.Range(0, items).Select(n => Item(n, Id('r', n)))]) }),
        };
        var file = Path.Combine(folder, $"articles-{items}.recipe.json");
        await File.WriteAllTextAsync(file, recipe.ToJsonString(new JsonSerializerOptions { WriteIndented = true }), cancellationToken);
        return file;
    }

    public static JsonObject Item(int number, string? id)
    {
        var item = new JsonObject
        {
            ["ContentType"] = Type, ["DisplayText"] = $"Article {number}", ["Latest"] = true, ["Published"] = true,
            ["TitlePart"] = new JsonObject { ["Title"] = $"Article {number}" },
            ["HtmlBodyPart"] = new JsonObject { ["Html"] = string.Concat(Enumerable.Repeat("<p>Quelques mots sur les jouets de bois.</p>", 10)) },
            [Type] = new JsonObject
            {
                ["Subtitle"] = new JsonObject { ["Text"] = $"Sous-titre {number % 97}" },
                ["Price"] = new JsonObject { ["Value"] = number % 1000 },
                ["Day"] = new JsonObject { ["Value"] = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(number % 365).ToString("O", CultureInfo.InvariantCulture) },
                ["Shown"] = new JsonObject { ["Value"] = number % 2 == 0 },
            },
        };
        if (id is not null)
        {
            item["ContentItemId"] = id;
        }

        return item;
    }

    public static string Id(char kind, int number) => $"4{kind}{number.ToString(CultureInfo.InvariantCulture).PadLeft(24, '0')}";

    private static JsonObject Definition() => (JsonObject)JsonNode.Parse("""
        {
          "name": "ContentDefinition",
          "ContentTypes": [ { "Name": "Article", "DisplayName": "Article", "Settings": { "ContentTypeSettings": { "Creatable": true, "Listable": true, "Draftable": true, "Versionable": true } },
            "ContentTypePartDefinitionRecords": [
              { "PartName": "TitlePart", "Name": "TitlePart", "Settings": { "ContentTypePartSettings": { "Position": "0" } } },
              { "PartName": "HtmlBodyPart", "Name": "HtmlBodyPart", "Settings": { "ContentTypePartSettings": { "Position": "1" } } },
              { "PartName": "Article", "Name": "Article", "Settings": { "ContentTypePartSettings": { "Position": "2" } } } ] } ],
          "ContentParts": [ { "Name": "Article", "Settings": {}, "ContentPartFieldDefinitionRecords": [
              { "FieldName": "TextField", "Name": "Subtitle", "Settings": { "ContentPartFieldSettings": { "DisplayName": "Subtitle", "Position": "0" } } },
              { "FieldName": "NumericField", "Name": "Price", "Settings": { "ContentPartFieldSettings": { "DisplayName": "Price", "Position": "1" } } },
              { "FieldName": "DateField", "Name": "Day", "Settings": { "ContentPartFieldSettings": { "DisplayName": "Day", "Position": "2" } } },
              { "FieldName": "BooleanField", "Name": "Shown", "Settings": { "ContentPartFieldSettings": { "DisplayName": "Shown", "Position": "3" } } } ] } ]
        }
        """)!;
}
