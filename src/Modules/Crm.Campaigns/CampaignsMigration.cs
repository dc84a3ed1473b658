using System.Text.Json.Nodes;
using Crm.Campaigns.Campaigns;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Data;

namespace Crm.Campaigns;

/// <summary>The content type of campaigns (so they have history, trash, recipes and rights like all content), and the tables that tell how they stand.</summary>
internal sealed class CampaignsMigration(IContentDefinitionManager definitions) : DataMigration
{
    public async Task<int> CreateAsync()
    {
        await SchemaBuilder.CreateTableAsync<CampaignRun>(table => table.HasIndex(row => new { row.State, row.DueUtc }));
        await SchemaBuilder.CreateTableAsync<CampaignCheck>(_ => { });
        await SchemaBuilder.CreateTableAsync<CampaignForecast>(table => table.HasIndex(row => new { row.CampaignId, row.OperationId, row.State, row.Reason }).HasIndex(row => row.PersonId));
        await definitions.MergeAsync(new ContentDefinitionRecord
        {
            ContentTypeDefinitionRecords =
            [
                new ContentTypeDefinition
                {
                    Name = CampaignTypes.Campaign,
                    DisplayName = "Campaign",
                    Settings = new JsonObject { ["ContentTypeSettings"] = new JsonObject { ["Creatable"] = false, ["Listable"] = false, ["Draftable"] = false, ["Versionable"] = false, ["Securable"] = true } },
                    ContentTypePartDefinitionRecords =
                    [
                        new ContentTypePartDefinition { PartName = nameof(TitlePart), Name = nameof(TitlePart), Settings = new JsonObject { ["ContentTypePartSettings"] = new JsonObject { ["Position"] = "0" } } },
                        new ContentTypePartDefinition { PartName = nameof(CampaignPart), Name = nameof(CampaignPart), Settings = new JsonObject { ["ContentTypePartSettings"] = new JsonObject { ["Position"] = "1" } } },
                    ],
                },
            ],
            ContentPartDefinitionRecords = [new ContentPartDefinition { Name = nameof(CampaignPart) }],
        });
        return 1;
    }
}
