using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Recipes.Reading;

/// <summary>Reads recipe files as they occur in the wild, and says where one that cannot be read is broken.</summary>
internal static class RecipeReader
{
    /// <summary>Bytes a recipe may have unless <c>Recipes:MaxBytes</c> says otherwise.</summary>
    internal const long DefaultLimit = 32L * 1024 * 1024;

    private static readonly JsonDocumentOptions DocumentOptions = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        MaxDepth = RecipeText.MaxDepth,
        AllowDuplicateProperties = false,
    };

    /// <exception cref="RecipeFormatException">It cannot be read.</exception>
    internal static async Task<Recipe> ReadAsync(RecipeDescriptor descriptor, IStringLocalizer localizer, long limit = DefaultLimit, CancellationToken cancellationToken = default)
    {
        await using var stream = descriptor.Open();
        var text = await RecipeText.ReadAsync(stream, limit, localizer, cancellationToken);
        var root = Parse(text, localizer) as JsonObject
            ?? throw new RecipeFormatException(1, 1, localizer["A recipe is a JSON object, with its steps in an array named \"steps\"."]);
        return new Recipe(Describe(descriptor, root), Variables(root, text, localizer), Steps(root, text, localizer), text);
    }

    private static JsonNode? Parse(RecipeText text, IStringLocalizer localizer)
    {
        try
        {
            return JsonNode.Parse(text.Bytes, documentOptions: DocumentOptions);
        }
        catch (JsonException fault)
        {
            throw Explain(text, fault, localizer);
        }
    }

    private static RecipeFormatException Explain(RecipeText text, JsonException fault, IStringLocalizer localizer)
    {
        var offset = text.Offset(fault.LineNumber ?? 0, fault.BytePositionInLine ?? 0);
        var (line, column) = text.Position(offset);
        var depth = fault.Message.Contains("maximum configured depth", StringComparison.OrdinalIgnoreCase);
        var duplicate = fault.Message.Contains("uplicate", StringComparison.Ordinal);
        string message = depth ? localizer["Arrays and objects lie more than {0} deep in one another at line {1}, column {2}.", RecipeText.MaxDepth, line, column]
            : duplicate ? localizer["A member stands twice in the same object: {0}", fault.Message]
            : text.Bytes.Length == 0 ? localizer["The file is empty."]
            : offset >= text.Bytes.Length ? localizer["The file ends too early, at line {0}, column {1}: a bracket, a brace or a quote is not closed.", line, column]
            : localizer["This is not valid JSON: line {0}, column {1}, at “{2}”.", line, column, Excerpt(text, offset)];
        return new RecipeFormatException(line, column, message);
    }

    private static string Excerpt(RecipeText text, long offset)
    {
        var rest = text.Bytes.AsSpan((int)offset, Math.Min(24, text.Bytes.Length - (int)offset));
        var end = rest.IndexOfAny((byte)'\n', (byte)'\r');
        return System.Text.Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]).TrimEnd('\uFFFD');
    }

    private static JsonObject Variables(JsonObject root, RecipeText text, IStringLocalizer localizer)
    {
        RefuseOtherCase(root, "variables", text, localizer);
        if (root["variables"] is not { } node)
        {
            return [];
        }

        if (node is not JsonObject variables)
        {
            throw At("variables", localizer["\"variables\" is an object: a name and a value each."], text);
        }

        var keys = root.Select(member => member.Key).ToList();
        if (root.ContainsKey("steps") && keys.IndexOf("variables") > keys.IndexOf("steps"))
        {
            throw At("variables", localizer["\"variables\" must stand before \"steps\"."], text);
        }

        return variables;
    }

    private static List<JsonObject> Steps(JsonObject root, RecipeText text, IStringLocalizer localizer)
    {
        RefuseOtherCase(root, "steps", text, localizer);
        if (root["steps"] is not JsonArray array)
        {
            throw At(root.ContainsKey("steps") ? "steps" : "", localizer["A recipe has an array named \"steps\"."], text);
        }

        var steps = new List<JsonObject>(array.Count);
        for (var i = 0; i < array.Count; i++)
        {
            steps.Add(array[i] as JsonObject ?? throw At(Recipe.StepPath(i), localizer["Each step is an object with a \"name\"."], text));
        }

        return steps;
    }

    private static void RefuseOtherCase(JsonObject root, string name, RecipeText text, IStringLocalizer localizer)
    {
        var other = root.Select(member => member.Key).FirstOrDefault(key => key != name && key.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (other is not null)
        {
            throw At(other, localizer["Write \"{0}\" in lower case instead of \"{1}\".", name, other], text);
        }
    }

    private static RecipeFormatException At(string path, string message, RecipeText text)
    {
        var (line, column) = JsonPaths.Locate(text, [path]).GetValueOrDefault(path, (1, 1));
        return new RecipeFormatException(line, column, message, path);
    }

    private static RecipeDescriptor Describe(RecipeDescriptor known, JsonObject root)
    {
        string Text(string name, string otherwise) => Member(root, name) is JsonValue value && value.TryGetValue<string>(out var text) ? text : otherwise;
        IReadOnlyList<string> Words(string name) => Member(root, name) is JsonArray array ? [.. array.OfType<JsonValue>().Select(value => value.ToString())] : [];
        var named = Text("name", "");
        var name = named.Length > 0 ? named : known.Name;
        return known with
        {
            Name = name,
            DisplayName = Text("displayName", "") is { Length: > 0 } displayName ? displayName : name,
            Description = Text("description", ""),
            Author = Text("author", ""),
            Version = Text("version", ""),
            IsSetupRecipe = Member(root, "issetuprecipe") is JsonValue setup && bool.TryParse(setup.ToString(), out var isSetup) && isSetup,
            Categories = Words("categories"),
            Tags = Words("tags"),
            Localized = Texts(Member(root, "localized") as JsonObject ?? []),
        };
    }

    private static Dictionary<string, RecipeTexts> Texts(JsonObject localized)
        => localized.Where(member => member.Value is JsonObject).ToDictionary(
            member => member.Key,
            member => new RecipeTexts(Member((JsonObject)member.Value!, "displayName")?.ToString() ?? "", Member((JsonObject)member.Value!, "description")?.ToString() ?? ""));

    private static JsonNode? Member(JsonObject root, string name)
        => root.FirstOrDefault(member => member.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
