using System.Text.Json.Nodes;
using Crm.Kernel.Data;
using Crm.Kernel.Recipes;
using Crm.Kernel.Recipes.Schemas;
using Crm.Kernel.Recipes.Steps;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Privacy.Consents;

/// <summary>Adds or replaces purposes with the words people are asked with.</summary>
internal sealed class ConsentPurposesStep() : RecipeStepHandler("ConsentPurposes")
{
    private static readonly JsonObject s_schema = StepSchema.Of("ConsentPurposes", """
        {
          "Purposes": {
            "type": "array",
            "items": {
              "type": "object",
              "required": ["Code", "Name", "Basis", "Channels"],
              "additionalProperties": false,
              "properties": {
                "Code": { "type": "string", "minLength": 1, "description": "What entries of the log name it by; never changed." },
                "Name": { "type": "string", "minLength": 1 },
                "Basis": { "enum": ["consent", "contract", "legal-obligation", "legitimate-interest"] },
                "Channels": { "type": "array", "items": { "enum": ["email", "sms", "phone", "mail"] } },
                "Wordings": {
                  "type": "array",
                  "items": {
                    "type": "object",
                    "required": ["Language", "Version", "Text"],
                    "additionalProperties": false,
                    "properties": { "Language": { "type": "string" }, "Version": { "type": "string" }, "Text": { "type": "string", "minLength": 1 } }
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
        var documents = context.Services.GetRequiredService<IDocumentManager<ConsentPurposes>>();
        var purposes = await documents.GetOrCreateMutableAsync();
        foreach (var purpose in StepMembers.Read<List<ConsentPurpose>>(context.Step, "Purposes") ?? [])
        {
            purposes.All.RemoveAll(one => one.Code == purpose.Code);
            purposes.All.Add(purpose);
        }

        await documents.UpdateAsync(purposes);
    }
}
