using System.Globalization;
using System.Text.Json.Nodes;
using Crm.Activities.Birthdays;
using Crm.Activities.Notes;
using Crm.Activities.Plans;
using Crm.Activities.Reminders;
using Crm.Activities.Tasks;
using Crm.Contacts.People;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Data;

namespace Crm.Activities;

/// <summary>The tables and types of the module. Each order a list offers has its index here, ending in the document id so that the list pages by key.</summary>
internal sealed class ActivitiesMigration(IContentDefinitionManager definitions) : DataMigration
{
    public async Task<int> CreateAsync()
    {
        await SchemaBuilder.CreateMapIndexTableAsync<TaskIndex>(table => table
            .HasIndex(x => new { x.ContentItemId }, unique: true)
            .HasIndex(x => new { x.SeriesKey }, unique: true)
            .HasIndex(x => new { x.Owner, x.IsDone, x.DueKey, x.DocumentId })
            .HasIndex(x => new { x.IsDone, x.DueKey, x.DocumentId })
            .HasIndex(x => new { x.Owner, x.IsDone, x.DoneUtc, x.DocumentId })
            .HasIndex(x => new { x.IsDone, x.DoneUtc, x.DocumentId })
            .HasIndex(x => new { x.AboutId, x.IsDone, x.DueKey }));
        await SchemaBuilder.CreateMapIndexTableAsync<TaskNoticeIndex>(table => table.HasIndex(x => new { x.Utc, x.Id }));
        await definitions.MergeAsync(new ContentDefinitionRecord
        {
            ContentTypeDefinitionRecords = [Type(ActivityTypes.Task, "Task", nameof(TaskPart))],
            ContentPartDefinitionRecords = [new() { Name = ActivityTypes.Task }, new() { Name = nameof(TaskPart) }],
        });
        await CreateBirthdaysAsync();
        await CreateNotesAsync();
        await DefinePlansAsync();
        return 4;
    }

    /// <summary>Birthdays for the calendar.</summary>
    public async Task<int> UpdateFrom1Async()
    {
        await CreateBirthdaysAsync();
        return 2;
    }

    /// <summary>Notes and ideas.</summary>
    public async Task<int> UpdateFrom2Async()
    {
        await CreateNotesAsync();
        return 3;
    }

    /// <summary>Plans.</summary>
    public async Task<int> UpdateFrom3Async()
    {
        await DefinePlansAsync();
        return 4;
    }

    private Task DefinePlansAsync() => definitions.MergeAsync(new ContentDefinitionRecord
    {
        ContentTypeDefinitionRecords = [Type(ActivityTypes.Plan, "Plan", nameof(TitlePart), nameof(PlanPart))],
        ContentPartDefinitionRecords = [new() { Name = ActivityTypes.Plan }, new() { Name = nameof(PlanPart) }],
    });

    private async Task CreateNotesAsync()
    {
        await SchemaBuilder.CreateMapIndexTableAsync<NoteIndex>(table => table
            .HasIndex(x => new { x.Owner, x.AboutId, x.CreatedUtc, x.DocumentId })
            .HasIndex(x => new { x.Owner, x.CreatedUtc, x.DocumentId })
            .HasIndex(x => new { x.AboutId, x.CreatedUtc, x.DocumentId })
            .HasIndex(x => new { x.CreatedUtc, x.DocumentId }));
        await definitions.MergeAsync(new ContentDefinitionRecord
        {
            ContentTypeDefinitionRecords = [Type(ActivityTypes.Note, "Note", nameof(NotePart))],
            ContentPartDefinitionRecords = [new() { Name = ActivityTypes.Note }, new() { Name = nameof(NotePart) }],
        });
    }

    // Of people who were there before; who died is told by nothing but the record, and goes when it is next saved or looked at.
    private async Task CreateBirthdaysAsync()
    {
        await SchemaBuilder.CreateMapIndexTableAsync<BirthdayIndex>(table => table.HasIndex(x => new { x.MonthDay, x.Owner, x.DocumentId }));
        const string day = $"""CAST("{nameof(PersonIndex.BirthKey)}" AS TEXT)""";
        await SchemaBuilder.ExecuteAsync($"""
            INSERT INTO "{nameof(BirthdayIndex)}" ("{nameof(BirthdayIndex.DocumentId)}", "{nameof(BirthdayIndex.MonthDay)}", "{nameof(BirthdayIndex.Year)}", "{nameof(BirthdayIndex.PersonId)}", "{nameof(BirthdayIndex.Owner)}")
            SELECT "{nameof(PersonIndex.DocumentId)}", substr({day}, 5, 2) || '-' || substr({day}, 7, 2), "{nameof(PersonIndex.BirthKey)}" / 10000, "{nameof(PersonIndex.ContentItemId)}", "{nameof(PersonIndex.Owner)}"
            FROM "{nameof(PersonIndex)}" WHERE "{nameof(PersonIndex.BirthKey)}" >= 10000000
            """);
    }

    private static ContentTypeDefinition Type(string name, string displayName, params string[] parts) => new()
    {
        Name = name,
        DisplayName = displayName,
        Settings = new JsonObject
        {
            ["ContentTypeSettings"] = new JsonObject { ["Creatable"] = false, ["Listable"] = false, ["Draftable"] = false, ["Versionable"] = false, ["Securable"] = true },
        },
        ContentTypePartDefinitionRecords =
        [
            .. parts.Append(name).Select((one, position) => new ContentTypePartDefinition
            {
                PartName = one,
                Name = one,
                Settings = new JsonObject { ["ContentTypePartSettings"] = new JsonObject { ["Position"] = position.ToString(CultureInfo.InvariantCulture) } },
            }),
        ],
    };
}
