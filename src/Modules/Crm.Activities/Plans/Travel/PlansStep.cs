using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Data;
using Crm.Kernel.Recipes;
using Crm.Kernel.Recipes.Schemas;
using Crm.Kernel.Recipes.Steps;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Activities.Plans.Travel;

/// <summary>
/// The recipe step <c>plans</c>: <c>{ "name": "plans", "plans": [ { "Id": "…", "Name": "Season", "Target": "12-24T20:00", "Steps": [ { "Key": "open", "Name": "Open", "Days": -115 } ] } ] }</c>. A target without a
/// year is the next one to come; run again it changes the plans of the same ids.
/// </summary>
internal sealed class PlansStep() : RecipeStepHandler(StepName)
{
    public const string StepName = "plans";

    private static readonly JsonObject s_shape = StepSchema.Of(StepName, """
        {
          "plans": { "type": "array", "description": "Plans counted back from a moment.", "items": {
            "type": "object", "required": ["Id", "Name", "Target"], "additionalProperties": false, "properties": {
              "Id": { "type": "string", "minLength": 1, "description": "26 characters, or [js: uuid()]." },
              "Name": { "type": "string", "minLength": 1 },
              "Target": { "type": "string", "description": "By the wall clock: 2026-12-24T20:00, or 12-24T20:00 for the next one to come." },
              "Zone": { "type": "string", "description": "IANA time zone; left out, the site's." },
              "Purpose": { "type": "string" },
              "Openings": { "type": "array", "items": { "type": "string", "format": "date" }, "description": "Days off on which is worked all the same." },
              "Steps": { "type": "array", "items": {
                "type": "object", "required": ["Key", "Name"], "additionalProperties": false, "properties": {
                  "Key": { "type": "string", "minLength": 1 },
                  "Name": { "type": "string", "minLength": 1 },
                  "Days": { "type": "integer", "description": "Days from the target on which it ends; left out, right before what waits for it." },
                  "OnWorkingDays": { "type": "boolean" },
                  "Length": { "type": "integer", "minimum": 1, "description": "Days it takes." },
                  "After": { "type": "array", "items": { "type": "string" }, "description": "Keys of the steps that must have ended before." },
                  "ReachesPeople": { "type": "boolean", "description": "Not on days of silence." },
                  "Notes": { "type": "string" } } } } } } }
        }
        """, required: [StepName]);

    public override JsonObject Schema => s_shape;

    public override async Task ExecuteAsync(RecipeExecutionContext context)
    {
        var (content, now) = (context.Services.GetRequiredService<IContentManager>(), context.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
        var items = new List<ContentItem>();
        foreach (var (entry, at) in StepMembers.Array(context.Step, StepName).OfType<JsonObject>().Select((entry, at) => (entry, at)))
        {
            if (TargetOf(StepMembers.Read<string>(entry, "Target") ?? "", now) is not { } target)
            {
                context.LeaveOut($"{StepName}[{at}].Target", $"“{StepMembers.Read<string>(entry, "Target")}” is no moment such as 2026-12-24T20:00.");
                continue;
            }

            var item = await content.NewAsync(ActivityTypes.Plan);
            item.ContentItemId = StepMembers.Read<string>(entry, "Id") ?? item.ContentItemId;
            item.Alter<TitlePart>(part => part.Title = StepMembers.Read<string>(entry, "Name"));
            item.Alter<PlanPart>(part =>
            {
                (part.Target, part.Zone, part.Purpose) = (target, StepMembers.Read<string>(entry, "Zone") ?? "", StepMembers.Read<string>(entry, "Purpose") ?? "");
                part.Openings = StepMembers.Read<List<DateOnly>>(entry, "Openings") ?? [];
                part.Steps = StepMembers.Read<List<PlanStep>>(entry, "Steps") ?? [];
            });
            (item.Latest, item.Published) = (true, true);
            items.Add(item);
        }

        foreach (var fault in (await content.ImportAsync(items)).Faults)
        {
            context.LeaveOut($"{StepName}[{fault.Index}].{fault.Path}", fault.Message);
        }
    }

    /// <summary>A plan as the step has it.</summary>
    public static JsonObject Write(ContentItem item)
    {
        var plan = item.As<PlanPart>() ?? new PlanPart();
        return new JsonObject
        {
            ["Id"] = item.ContentItemId, ["Name"] = item.DisplayText, ["Target"] = plan.Target.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture), ["Zone"] = plan.Zone, ["Purpose"] = plan.Purpose,
            ["Openings"] = JsonSerializer.SerializeToNode(plan.Openings), ["Steps"] = new JsonArray([.. plan.Steps.Select(Write)]),
        };
    }

    // What is done, locked or given to somebody is of this site.
    private static JsonObject Write(PlanStep step)
    {
        var entry = new JsonObject
        {
            ["Key"] = step.Key, ["Name"] = step.Name, ["OnWorkingDays"] = step.OnWorkingDays, ["Length"] = step.Length, ["After"] = JsonSerializer.SerializeToNode(step.After), ["ReachesPeople"] = step.ReachesPeople, ["Notes"] = step.Notes,
        };
        if (step.Days is { } days)
        {
            entry["Days"] = days;
        }

        return entry;
    }

    private static DateTime? TargetOf(string text, DateTime now)
        => DateTime.TryParseExact(text, ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var whole) ? whole
            : DateTime.TryParseExact($"2000-{text}", "yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? (day.AddYears(now.Year - 2000) is var next && next > now ? next : next.AddYears(1)) : null;
}

/// <summary>Exports plans: their steps, not how far they are.</summary>
internal sealed class PlansExporter(ISession session, IContentManager content) : IRecipeExporter
{
    public string StepName => PlansStep.StepName;

    public async Task<IReadOnlyList<(string Id, string Name)>> ListChoicesAsync()
        => [.. (await session.QueryIndex<ContentItemIndex>().Where(row => row.ContentType == ActivityTypes.Plan && row.Latest).OrderBy(row => row.DisplayTextSort).ThenBy(row => row.DocumentId)
            .Select(row => new { row.ContentItemId, row.DisplayText }).ToListAsync()).Select(row => (row.ContentItemId, row.DisplayText ?? ""))];

    public async Task<IReadOnlyList<JsonObject>> ExportAsync(IReadOnlyCollection<string>? choices)
    {
        var ids = (await ListChoicesAsync()).Select(choice => choice.Id).Where(id => choices is null || choices.Contains(id)).ToList();
        return ids.Count == 0 ? [] : [new JsonObject { ["name"] = StepName, [StepName] = new JsonArray([.. (await content.GetAsync(ids, VersionOptions.Latest)).Select(PlansStep.Write)]) }];
    }
}
