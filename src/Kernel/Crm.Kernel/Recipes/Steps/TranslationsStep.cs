using System.Globalization;
using System.Text.Json.Nodes;
using Crm.Kernel.Localization;
using Crm.Kernel.Recipes.Schemas;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Recipes.Steps;

/// <summary>Adds translations of texts, by culture, context and key.</summary>
internal sealed class TranslationsStep(IStringLocalizer<TranslationsStep> S) : RecipeStepHandler("Translations")
{
    private static readonly JsonObject StepSchemaOfTranslations = StepSchema.Of("Translations", """
        {
          "Translations": { "type": "array", "items": { "type": "object", "required": ["culture", "key", "value"], "additionalProperties": false, "properties": {
            "culture": { "type": "string", "minLength": 1, "description": "As fr." },
            "context": { "type": "string", "description": "A class's full name, or a word such as Content Types; blank for any." },
            "key": { "type": "string", "minLength": 1, "description": "The text to translate." },
            "value": { "type": "string", "description": "The translation." } } } }
        }
        """, required: ["Translations"]);

    public override JsonObject Schema => StepSchemaOfTranslations;

    public override Task CheckAsync(RecipeCheckContext context)
    {
        var entries = StepMembers.Array(context.Step, "Translations");
        for (var i = 0; i < entries.Count; i++)
        {
            var culture = StepMembers.Get((JsonObject)entries[i]!, "culture")!.ToString();
            if (culture[0] != '[' && !IsCulture(culture))
            {
                context.Problem($"Translations[{i}].culture", S["“{0}” is no language.", culture]);
            }
        }

        return Task.CompletedTask;
    }

    public override Task ExecuteAsync(RecipeExecutionContext context)
        => context.Services.GetRequiredService<TenantTranslations>().SetAsync([.. StepMembers.Array(context.Step, "Translations").OfType<JsonObject>().Select(entry =>
            new StoredTranslation(Member(entry, "culture"), Member(entry, "context"), Member(entry, "key"), Member(entry, "value")))]);

    private static string Member(JsonObject entry, string name) => StepMembers.Get(entry, name)?.ToString() ?? "";

    private static bool IsCulture(string name)
    {
        try
        {
            return CultureInfo.GetCultureInfo(name, predefinedOnly: true).Name.Length > 0;
        }
        catch (CultureNotFoundException)
        {
            return false;
        }
    }
}

/// <summary>Exports the tenant's own translations, by language.</summary>
internal sealed class TranslationsExporter(TenantTranslations translations) : IRecipeExporter
{
    public string StepName => "Translations";

    public async Task<IReadOnlyList<(string Id, string Name)>> ListChoicesAsync()
        => [.. (await translations.ListAsync()).Select(one => one.Culture).Distinct(StringComparer.OrdinalIgnoreCase).Order().Select(culture => (culture, culture))];

    public async Task<IReadOnlyList<JsonObject>> ExportAsync(IReadOnlyCollection<string>? choices)
    {
        var entries = new JsonArray([.. (await translations.ListAsync()).Where(one => choices?.Contains(one.Culture) != false).Select(one => (JsonNode)new JsonObject
        {
            ["culture"] = one.Culture, ["context"] = one.Context, ["key"] = one.Key, ["value"] = one.Value,
        })]);
        return entries.Count == 0 ? [] : [new JsonObject { ["name"] = StepName, ["Translations"] = entries }];
    }
}
