using System.Text.Json.Nodes;
using Crm.Kernel.Recipes;
using Crm.Kernel.Recipes.Schemas;
using Crm.Kernel.Recipes.Steps;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Tenants.Profiles;

/// <summary>Adds or replaces feature profiles.</summary>
internal sealed class FeatureProfilesStep(IStringLocalizer<FeatureProfilesStep> s) : RecipeStepHandler("FeatureProfiles")
{
    private static readonly JsonObject s_schema = StepSchema.Of("FeatureProfiles", """
        {
          "FeatureProfiles": {
            "type": "object",
            "description": "Profiles by id.",
            "additionalProperties": {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "Id": { "type": "string" },
                "Name": { "type": "string" },
                "FeatureRules": {
                  "type": "array",
                  "items": {
                    "type": "object",
                    "required": ["Rule", "Expression"],
                    "additionalProperties": false,
                    "properties": { "Rule": { "enum": ["Include", "Exclude"] }, "Expression": { "type": "string", "minLength": 1, "description": "A feature id with * and ?." } }
                  }
                }
              }
            }
          }
        }
        """);

    public override JsonObject Schema => s_schema;

    public override async Task ExecuteAsync(RecipeExecutionContext context)
    {
        var profiles = context.Services.GetRequiredService<FeatureProfiles>();
        foreach (var (id, profile) in StepMembers.Read<Dictionary<string, FeatureProfile>>(context.Step, "FeatureProfiles") ?? [])
        {
            if (!profile.FeatureRules.TrueForAll(rule => rule.IsValid))
            {
                context.Fail($"FeatureProfiles.{id}.FeatureRules", s["A rule is “Include” or “Exclude” with a feature id, in which * and ? stand for anything."]);
                continue;
            }

            profile.Id = id;
            profile.Name = profile.Name.Length > 0 ? profile.Name : id;
            await profiles.StoreAsync(profile);
        }
    }
}
