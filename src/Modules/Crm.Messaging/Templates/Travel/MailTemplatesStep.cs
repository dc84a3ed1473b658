using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Kernel.Liquid.Closed;
using Crm.Kernel.Recipes;
using Crm.Kernel.Recipes.Schemas;
using Crm.Kernel.Recipes.Steps;
using Crm.Messaging.Templates.Check;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Templates.Travel;

/// <summary>
/// The recipe step <c>MailTemplates</c>: templates and layouts by name. What is as it is there makes no new version. A body is a text or an array of its lines.
/// </summary>
internal sealed class MailTemplatesStep() : RecipeStepHandler(StepName)
{
    public const string StepName = "MailTemplates";

    private static readonly JsonObject s_schema = StepSchema.Of(StepName, """
        {
          "MailTemplates": { "type": "object", "description": "Mail templates and layouts by name: small letters, digits, hyphens.", "additionalProperties": {
            "type": "object", "required": ["Title", "Variants"], "additionalProperties": false, "properties": {
              "Title": { "type": "string", "description": "For people." },
              "IsLayout": { "type": "boolean", "description": "Whether others stand in it, where it says {{ body }}." },
              "Layout": { "type": "string", "description": "Name of the layout it stands in." },
              "Class": { "type": "string", "description": "Marketing, Personal or Transactional." },
              "Topic": { "type": "string" }, "Tone": { "type": "string", "description": "As festive or sober." },
              "Intensity": { "type": "string", "enum": ["None", "Light", "Warm", "Strong"], "description": "How much it says of what somebody feels; none when left out." },
              "SenderName": { "type": "string", "description": "A person." }, "SenderAddress": { "type": "string", "description": "A mailbox that somebody reads." },
              "InformalUnder": { "type": "integer", "description": "Readers below this age are addressed as friends." },
              "Facts": { "type": "array", "items": { "type": "object", "required": ["Name"], "additionalProperties": false, "properties": { "Name": { "type": "string" }, "IsList": { "type": "boolean" }, "Sample": { "type": "string" } } } },
              "Variants": { "type": "array", "minItems": 1, "items": { "type": "object", "required": ["Language", "Html"], "additionalProperties": false, "properties": {
                "Language": { "type": "string", "description": "BCP 47; the first stands for every language that is not there." }, "Subject": { "type": "string", "description": "Liquid, one line." },
                "Html": { "type": ["string", "array"], "items": { "type": "string" }, "description": "Liquid." }, "Text": { "type": ["string", "array"], "items": { "type": "string" }, "description": "Liquid; made of the HTML when left out." } } } } } } }
        }
        """, required: [StepName]);

    public override JsonObject Schema => s_schema;

    public override Task CheckAsync(RecipeCheckContext context)
    {
        // The module may come on by an earlier step only.
        var check = new CheckTemplate(context.Services.GetRequiredService<ClosedLiquid>(), context.Services.GetRequiredService<IStringLocalizer<CheckTemplate>>());
        foreach (var (name, isLayout, mail) in Entries(context.Step))
        {
            (mail.Title, mail.Layout) = ("title", "");
            foreach (var fault in check.Faults(mail, isLayout, null, [], out _))
            {
                context.Problem($"{StepName}.{name}.{fault.Member}", fault.Sentence);
            }
        }

        return Task.CompletedTask;
    }

    public override async Task ExecuteAsync(RecipeExecutionContext context)
    {
        var templates = context.Services.GetRequiredService<MailTemplates>();
        foreach (var (name, isLayout, mail) in Entries(context.Step).OrderByDescending(entry => entry.IsLayout))
        {
            var faults = (await templates.FaultsAsync(name, mail, isLayout, null, isNew: false, CancellationToken.None)).Faults;
            foreach (var fault in faults)
            {
                context.LeaveOut($"{StepName}.{name}.{fault.Member}", fault.Sentence);
            }

            if (faults.Count == 0)
            {
                await templates.SaveAsync(name, mail, isLayout, CancellationToken.None);
            }
        }
    }

    private static IEnumerable<(string Name, bool IsLayout, MailContent Mail)> Entries(JsonObject step)
    {
        foreach (var (name, entry) in StepMembers.Get(step, StepName) as JsonObject ?? [])
        {
            if (entry is not JsonObject written)
            {
                continue;
            }

            var mail = (JsonObject)written.DeepClone();
            foreach (var variant in StepMembers.Array(mail, nameof(MailContent.Variants)).OfType<JsonObject>())
            {
                foreach (var lines in variant.Where(member => member.Value is JsonArray).ToList())
                {
                    variant[lines.Key] = string.Join('\n', lines.Value!.AsArray().Select(line => line?.ToString()));
                }
            }

            yield return (name, StepMembers.Read<bool>(written, nameof(MailTemplate.IsLayout)), mail.Deserialize<MailContent>(StepMembers.Options)!);
        }
    }
}

/// <summary>Exports mail templates as they are in use.</summary>
internal sealed class MailTemplatesExporter(MailTemplates templates) : IRecipeExporter
{
    public string StepName => MailTemplatesStep.StepName;

    public async Task<IReadOnlyList<(string Id, string Name)>> ListChoicesAsync() => [.. (await templates.ListAsync(isTrash: false, CancellationToken.None)).Select(template => (template.Name, template.Title))];

    public async Task<IReadOnlyList<JsonObject>> ExportAsync(IReadOnlyCollection<string>? choices)
    {
        var entries = new JsonObject();
        foreach (var template in (await templates.ListAsync(isTrash: false, CancellationToken.None)).Where(one => choices?.Contains(one.Name) != false))
        {
            if (await templates.VersionAsync(template, null, CancellationToken.None) is { } version)
            {
                entries[template.Name] = Entry(template, version.Content);
            }
        }

        return entries.Count == 0 ? [] : [new JsonObject { ["name"] = StepName, [StepName] = entries }];
    }

    // Only what says something; bodies by lines, so that a recipe can be read.
    private static JsonObject Entry(MailTemplate template, string content)
    {
        var entry = (JsonObject)JsonNode.Parse(content)!;
        foreach (var variant in entry[nameof(MailContent.Variants)]!.AsArray().OfType<JsonObject>())
        {
            foreach (var body in variant.Where(member => member.Value!.ToString().Contains('\n', StringComparison.Ordinal)).ToList())
            {
                variant[body.Key] = new JsonArray([.. body.Value!.ToString().Split('\n').Select(line => (JsonNode?)line)]);
            }

            RemoveBlank(variant);
        }

        RemoveBlank(entry);
        if (template.IsLayout)
        {
            entry[nameof(MailTemplate.IsLayout)] = true;
        }

        return entry;
    }

    private static void RemoveBlank(JsonObject record)
    {
        foreach (var (name, value) in record.ToList())
        {
            if (value is JsonArray { Count: 0 } || (value is JsonValue && value.ToString().Length == 0))
            {
                record.Remove(name);
            }
        }
    }
}
