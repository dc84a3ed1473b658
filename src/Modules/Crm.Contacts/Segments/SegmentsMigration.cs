using System.Text.Json.Nodes;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Data;

namespace Crm.Contacts.Segments;

/// <summary>The content type of segments: so they have history, trash, recipes and rights like all content.</summary>
internal sealed class SegmentsMigration(IContentDefinitionManager definitions) : DataMigration
{
    public async Task<int> CreateAsync()
    {
        await definitions.MergeAsync(new ContentDefinitionRecord
        {
            ContentTypeDefinitionRecords =
            [
                new ContentTypeDefinition
                {
                    Name = Segments.ContentType,
                    DisplayName = "Segment",
                    Settings = new JsonObject { ["ContentTypeSettings"] = new JsonObject { ["Creatable"] = false, ["Listable"] = false, ["Draftable"] = false, ["Versionable"] = false, ["Securable"] = true } },
                    ContentTypePartDefinitionRecords =
                    [
                        new ContentTypePartDefinition { PartName = nameof(TitlePart), Name = nameof(TitlePart), Settings = new JsonObject { ["ContentTypePartSettings"] = new JsonObject { ["Position"] = "0" } } },
                        new ContentTypePartDefinition { PartName = nameof(SegmentPart), Name = nameof(SegmentPart), Settings = new JsonObject { ["ContentTypePartSettings"] = new JsonObject { ["Position"] = "1" } } },
                    ],
                },
            ],
            ContentPartDefinitionRecords = [new ContentPartDefinition { Name = nameof(SegmentPart) }],
        });
        return 1;
    }
}
