using System.Globalization;
using System.Text.Json.Nodes;
using Crm.Campaigns.Campaigns;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Data;
using Crm.Kernel.Recipes;
using Crm.Kernel.Recipes.Schemas;
using Crm.Kernel.Recipes.Steps;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Campaigns.Travel;

/// <summary>
/// The recipe step <c>campaigns</c>: <c>{ "name": "campaigns", "campaigns": [ { "Id": "[js: uuid()]", "Name": "Autumn", "Template": "news", "Segments": [ "…" ] } ] }</c>. They come as drafts; run again
/// it changes the campaigns of the same ids that are not prepared.
/// </summary>
internal sealed class CampaignsStep() : RecipeStepHandler(StepName)
{
    public const string StepName = "campaigns";

    private static readonly JsonObject s_shape = StepSchema.Of(StepName, """
        {
          "campaigns": { "type": "array", "description": "Campaigns, as drafts.", "items": {
            "type": "object", "required": ["Id", "Name", "Template", "Segments"], "additionalProperties": false, "properties": {
              "Id": { "type": "string", "minLength": 1, "description": "26 characters, or [js: uuid()]." },
              "Name": { "type": "string", "minLength": 1 },
              "Purpose": { "type": "string", "description": "What it is for." },
              "Channel": { "type": "string", "description": "Name of the channel; \"email\" unless said otherwise." },
              "Template": { "type": "string", "minLength": 1, "description": "Name of a mail template to many." },
              "Segments": { "type": "array", "minItems": 1, "items": { "type": "string" }, "description": "Ids of the segments it is for." },
              "Without": { "type": "array", "items": { "type": "string" }, "description": "Ids of the segments it leaves out." },
              "OnePerHousehold": { "type": "boolean" },
              "DueUtc": { "type": "string", "description": "When it leaves, UTC; left out, once it is approved." },
              "Days": { "type": "integer", "minimum": 1, "maximum": 60, "description": "Days it is worth sending." } } } }
        }
        """, required: [StepName]);

    public override JsonObject Schema => s_shape;

    public override async Task ExecuteAsync(RecipeExecutionContext context)
    {
        var content = context.Services.GetRequiredService<IContentManager>();
        var items = new List<ContentItem>();
        foreach (var entry in StepMembers.Array(context.Step, StepName).OfType<JsonObject>())
        {
            var item = await content.NewAsync(CampaignTypes.Campaign);
            item.ContentItemId = StepMembers.Read<string>(entry, "Id") ?? item.ContentItemId;
            item.Alter<TitlePart>(part => part.Title = StepMembers.Read<string>(entry, "Name"));
            item.Alter<CampaignPart>(part => Read(entry, part));
            (item.Latest, item.Published) = (true, true);
            items.Add(item);
        }

        foreach (var fault in (await content.ImportAsync(items)).Faults)
        {
            context.LeaveOut($"{StepName}[{fault.Index}].{fault.Path}", fault.Message);
        }
    }

    /// <summary>A campaign as the step has it.</summary>
    public static JsonObject Write(ContentItem item)
    {
        var part = item.As<CampaignPart>() ?? new CampaignPart();
        var entry = new JsonObject
        {
            ["Id"] = item.ContentItemId, ["Name"] = item.DisplayText, ["Purpose"] = part.Purpose, ["Channel"] = part.Channel, ["Template"] = part.Template,
            ["Segments"] = Texts(part.Segments), ["Without"] = Texts(part.Without), ["OnePerHousehold"] = part.OnePerHousehold, ["Days"] = part.Days,
        };
        if (part.DueUtc is { } due)
        {
            entry["DueUtc"] = due.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        }

        return entry;
    }

    private static void Read(JsonObject entry, CampaignPart part)
    {
        (part.Purpose, part.Channel, part.Template) = (StepMembers.Read<string>(entry, "Purpose") ?? "", StepMembers.Read<string>(entry, "Channel") ?? "email", StepMembers.Read<string>(entry, "Template") ?? "");
        (part.Segments, part.Without) = ([.. Texts(entry, "Segments")], [.. Texts(entry, "Without")]);
        (part.OnePerHousehold, part.Days) = (StepMembers.Read<bool?>(entry, "OnePerHousehold") ?? false, StepMembers.Read<int?>(entry, "Days") ?? part.Days);
        part.DueUtc = DateTime.TryParse(StepMembers.Read<string>(entry, "DueUtc"), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var due) ? due : null;
    }

    private static IEnumerable<string> Texts(JsonObject entry, string name) => StepMembers.Array(entry, name).Select(one => one?.ToString() ?? "");

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}

/// <summary>Exports campaigns: what they say to whom, not how they stand; second letters not, for they belong to what was sent here.</summary>
internal sealed class CampaignsExporter(ISession session, IContentManager content) : IRecipeExporter
{
    public string StepName => CampaignsStep.StepName;

    public async Task<IReadOnlyList<(string Id, string Name)>> ListChoicesAsync()
        => [.. (await session.QueryIndex<ContentItemIndex>().Where(row => row.ContentType == CampaignTypes.Campaign && row.Latest).OrderBy(row => row.DisplayTextSort).ThenBy(row => row.DocumentId)
            .Select(row => new { row.ContentItemId, row.DisplayText }).ToListAsync()).Select(row => (row.ContentItemId, row.DisplayText ?? ""))];

    public async Task<IReadOnlyList<JsonObject>> ExportAsync(IReadOnlyCollection<string>? choices)
    {
        var ids = (await ListChoicesAsync()).Select(choice => choice.Id).Where(id => choices is null || choices.Contains(id)).ToList();
        return ids.Count == 0 ? [] : [new JsonObject { ["name"] = StepName, [StepName] = new JsonArray([.. (await content.GetAsync(ids, VersionOptions.Latest)).Where(item => item.As<CampaignPart>()?.ResendOf is null).Select(CampaignsStep.Write)]) }];
    }
}
