using System.Text.Json.Nodes;
using Crm.Contacts.Addresses;
using Crm.Contacts.Households;
using Crm.Contacts.Import.Links;
using Crm.Contacts.Lists;
using Crm.Contacts.Numbers;
using Crm.Contacts.Organisations;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Contacts.Relations;
using Crm.Contacts.Stages;
using Crm.Contacts.Timeline;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Data;
using LinqToDB.Async;

namespace Crm.Contacts;

/// <summary>
/// The tables and types of the module. Each sort and filter that a list offers has its index here, ending in the document id so that the list pages by key.
/// </summary>
internal sealed class ContactsMigration(IContentDefinitionManager definitions, ISession session, LifeCycle lifeCycle) : DataMigration
{
    public async Task<int> CreateAsync()
    {
        await CreatePeopleAsync();
        await CreateGroupsAsync();
        await SchemaBuilder.CreateMapIndexTableAsync<TimelineIndex>(table => table
            .HasIndex(x => new { x.PersonId, x.At, x.Id })
            .HasIndex(x => new { x.HouseholdId, x.At, x.Id }));
        await CreateStageChangesAsync();
        await CreateRelationsAsync();
        await CreateGroupKeysAsync();
        await definitions.MergeAsync(Definitions());
        return 8;
    }

    /// <summary>Owners of households and organisations, for the scopes of rights; the source fields of timeline entries.</summary>
    public async Task<int> UpdateFrom1Async()
    {
        await SchemaBuilder.AlterIndexTableAsync<HouseholdIndex>(table => table.AddColumn(x => x.Owner)
            .AddIndex(x => new { x.Owner, x.SortKey, x.DocumentId }).AddIndex(x => new { x.Owner, x.ModifiedUtc, x.DocumentId }));
        await SchemaBuilder.AlterIndexTableAsync<OrganisationIndex>(table => table.AddColumn(x => x.Owner)
            .AddIndex(x => new { x.Owner, x.SortKey, x.DocumentId }).AddIndex(x => new { x.Owner, x.ModifiedUtc, x.DocumentId }));
        foreach (var table in new[] { nameof(HouseholdIndex), nameof(OrganisationIndex) })
        {
            await SchemaBuilder.ExecuteAsync($"""
                UPDATE "{table}" SET "Owner" = COALESCE((SELECT MAX(item."Owner") FROM "ContentItemIndex" item WHERE item."DocumentId" = "{table}"."DocumentId"), '')
                """);
        }

        await SchemaBuilder.AlterIndexTableAsync<TimelineIndex>(table => table.AddColumn(x => x.SourceType).AddColumn(x => x.SourceFields));
        await SchemaBuilder.ExecuteAsync($"""
            UPDATE "{nameof(TimelineIndex)}" SET "SourceType" = '{ContactTypes.Interaction}', "SourceFields" = '{InteractionPart.SourceFields}'
            """);
        return 2;
    }

    /// <summary>What segments ask of people: day of death, gender, preferred language, source.</summary>
    public async Task<int> UpdateFrom2Async()
    {
        await SchemaBuilder.AlterIndexTableAsync<PersonIndex>(table => table.AddColumn(x => x.DiedOn).AddColumn(x => x.Gender).AddColumn(x => x.Language).AddColumn(x => x.Source));
        var sqlite = SchemaBuilder.Provider == "Sqlite";
        string Member(string path) => sqlite ? $"""json_extract(document."Content", '$.{nameof(PersonPart)}.{path}')""" : $$"""document."Content"::json #>> '{{{nameof(PersonPart)}},{{path.Replace("[0]", ",0", StringComparison.Ordinal)}}}'""";
        await SchemaBuilder.ExecuteAsync($"""
            UPDATE "{nameof(PersonIndex)}" SET "DiedOn" = {(sqlite ? Member("DiedOn") : $"({Member("DiedOn")})::date")}, "Gender" = COALESCE({Member("Gender")}, ''),
                "Language" = COALESCE({Member("Languages[0]")}, ''), "Source" = COALESCE({Member("Source")}, '')
            FROM "Document" document WHERE document."Id" = "{nameof(PersonIndex)}"."DocumentId"
            """);
        return 3;
    }

    /// <summary>Dated changes of stage. Those made before are not known; stages of the tenant's own become stages of its life cycle.</summary>
    public async Task<int> UpdateFrom3Async()
    {
        await SchemaBuilder.AlterIndexTableAsync<PersonIndex>(table => table.AddColumn(x => x.StageSince).AddIndex(x => new { x.Stage, x.StageSince, x.DocumentId }));
        await CreateStageChangesAsync();
        var used = await session.QueryIndex<PersonIndex>().Select(person => person.Stage).Distinct().ToListAsync();
        var known = (await lifeCycle.ListAsync()).Select(stage => stage.Key).Append("").ToList();
        if (used.Except(known).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } own)
        {
            await lifeCycle.ChangeAsync(stages => stages.AddRange(own.Select(key => new Stage { Key = key, Name = key })));
        }

        return 4;
    }

    /// <summary>Marital status and income, which nobody could have written before.</summary>
    public async Task<int> UpdateFrom4Async()
    {
        await SchemaBuilder.AlterIndexTableAsync<PersonIndex>(table => table.AddColumn(x => x.MaritalStatus).AddColumn(x => x.Income));
        await SchemaBuilder.ExecuteAsync($"""UPDATE "{nameof(PersonIndex)}" SET "Income" = -1""");
        return 5;
    }

    /// <summary>Relations between people, of which there were none before.</summary>
    public async Task<int> UpdateFrom5Async()
    {
        await CreateRelationsAsync();
        return 6;
    }

    /// <summary>Keys of households and organisations in other systems, of which there were none before, and the numbers of organisations.</summary>
    public async Task<int> UpdateFrom6Async()
    {
        await CreateGroupKeysAsync();
        await SchemaBuilder.AlterIndexTableAsync<OrganisationIndex>(table => table.AddColumn(x => x.RegistrationNumber).AddIndex(x => new { x.RegistrationNumber, x.DocumentId }));
        var number = SchemaBuilder.Provider == "Sqlite" ? $"""json_extract(document."Content", '$.{nameof(OrganisationPart)}.RegistrationNumber')""" : $$"""document."Content"::json #>> '{{{nameof(OrganisationPart)}},RegistrationNumber}'""";
        await SchemaBuilder.ExecuteAsync($"""
            UPDATE "{nameof(OrganisationIndex)}" SET "RegistrationNumber" = COALESCE({number}, '') FROM "Document" document WHERE document."Id" = "{nameof(OrganisationIndex)}"."DocumentId"
            """);
        return 7;
    }

    /// <summary>Numbers of people, in the order in which they were made. They are written into the records as they stand: no save of anybody.</summary>
    public async Task<int> UpdateFrom7Async()
    {
        await SchemaBuilder.AlterIndexTableAsync<PersonIndex>(table => table.AddColumn(x => x.Number).AddIndex(x => new { x.Number, x.DocumentId }));
        await SchemaBuilder.ExecuteAsync($"""
            UPDATE "{nameof(PersonIndex)}" SET "Number" = made."Number"
            FROM (SELECT "DocumentId", ROW_NUMBER() OVER (ORDER BY "CreatedUtc", "DocumentId") AS "Number" FROM "{nameof(PersonIndex)}") AS made WHERE made."DocumentId" = "{nameof(PersonIndex)}"."DocumentId"
            """);
        var numbered = SchemaBuilder.Provider == "Sqlite" ? $"""json_set("Content", '$.{nameof(PersonPart)}.{nameof(PersonPart.Number)}', person."Number")"""
            : $$"""jsonb_set("Content"::jsonb, '{{{nameof(PersonPart)}},{{nameof(PersonPart.Number)}}}', to_jsonb(person."Number"))::text""";
        await SchemaBuilder.ExecuteAsync($"""
            UPDATE "Document" SET "Content" = {numbered} FROM "{nameof(PersonIndex)}" AS person WHERE person."DocumentId" = "Document"."Id"
            """);
        await session.TakeNumbersAsync(PersonNumbers.Series, 0, 1 + await session.QueryIndex<PersonIndex>().Select(person => person.Number).DefaultIfEmpty().MaxAsync());
        return 8;
    }

    private Task CreateGroupKeysAsync() => SchemaBuilder.CreateMapIndexTableAsync<GroupKeyIndex>(table => table
        .HasIndex(x => new { x.Type, x.ExternalId, x.Source }, unique: true));

    private Task CreateRelationsAsync() => SchemaBuilder.CreateMapIndexTableAsync<RelationIndex>(table => table
        .HasIndex(x => new { x.FirstId, x.Kind })
        .HasIndex(x => new { x.SecondId, x.Kind })
        .HasIndex(x => new { x.Kind, x.FirstId, x.SecondId }));

    // What a follower asks is found by the document.
    private Task CreateStageChangesAsync() => SchemaBuilder.CreateMapIndexTableAsync<StageChangeIndex>(table => table
        .HasIndex(x => new { x.At, x.From, x.To, x.DocumentId })
        .HasIndex(x => new { x.To, x.At, x.DocumentId })
        .HasIndex(x => new { x.To, x.Days, x.DocumentId }));

    private async Task CreatePeopleAsync()
    {
        await SchemaBuilder.CreateMapIndexTableAsync<PersonIndex>(table => table
            .HasIndex(x => new { x.ContentItemId }, unique: true)
            .HasIndex(x => new { x.Number, x.DocumentId })
            .HasIndex(x => new { x.SortKey, x.DocumentId })
            .HasIndex(x => new { x.CityKey, x.SortKey, x.DocumentId })
            .HasIndex(x => new { x.BirthKey, x.DocumentId })
            .HasIndex(x => new { x.ModifiedUtc, x.DocumentId })
            .HasIndex(x => new { x.Stage, x.SortKey, x.DocumentId })
            .HasIndex(x => new { x.Stage, x.ModifiedUtc, x.DocumentId })
            .HasIndex(x => new { x.Stage, x.StageSince, x.DocumentId })
            .HasIndex(x => new { x.Owner, x.SortKey, x.DocumentId })
            .HasIndex(x => new { x.Owner, x.ModifiedUtc, x.DocumentId }));
        await SchemaBuilder.CreateMapIndexTableAsync<ContactWordIndex>(table => table
            .HasIndex(x => new { x.Word, x.DocumentId }));
        await SchemaBuilder.CreateMapIndexTableAsync<ContactPointIndex>(table => table
            .HasIndex(x => new { x.Value, x.DocumentId })
            .HasIndex(x => new { x.Key, x.DocumentId }));
        await SchemaBuilder.CreateMapIndexTableAsync<ExternalKeyIndex>(table => table
            .HasIndex(x => new { x.Source, x.ExternalId }, unique: true));
    }

    private async Task CreateGroupsAsync()
    {
        await SchemaBuilder.CreateMapIndexTableAsync<MembershipIndex>(table => table
            .HasIndex(x => new { x.HouseholdId, x.PersonId })
            .HasIndex(x => new { x.PersonId }));
        await SchemaBuilder.CreateMapIndexTableAsync<AffiliationIndex>(table => table
            .HasIndex(x => new { x.OrganisationId, x.PersonId }));
        await SchemaBuilder.CreateMapIndexTableAsync<HouseholdIndex>(table => table
            .HasIndex(x => new { x.ContentItemId }, unique: true)
            .HasIndex(x => new { x.SortKey, x.DocumentId })
            .HasIndex(x => new { x.CityKey, x.SortKey, x.DocumentId })
            .HasIndex(x => new { x.ModifiedUtc, x.DocumentId })
            .HasIndex(x => new { x.Owner, x.SortKey, x.DocumentId })
            .HasIndex(x => new { x.Owner, x.ModifiedUtc, x.DocumentId }));
        await SchemaBuilder.CreateMapIndexTableAsync<OrganisationIndex>(table => table
            .HasIndex(x => new { x.ContentItemId }, unique: true)
            .HasIndex(x => new { x.SortKey, x.DocumentId })
            .HasIndex(x => new { x.CityKey, x.SortKey, x.DocumentId })
            .HasIndex(x => new { x.ModifiedUtc, x.DocumentId })
            .HasIndex(x => new { x.RegistrationNumber, x.DocumentId })
            .HasIndex(x => new { x.Owner, x.SortKey, x.DocumentId })
            .HasIndex(x => new { x.Owner, x.ModifiedUtc, x.DocumentId }));
    }

    private static ContentDefinitionRecord Definitions() => new()
    {
        ContentTypeDefinitionRecords =
        [
            Type(ContactTypes.Person, "Person", creatable: true, nameof(PersonPart), nameof(ContactPointsPart), nameof(AddressPart)),
            Type(ContactTypes.Household, "Household", creatable: true, nameof(HouseholdPart), nameof(AddressPart)),
            Type(ContactTypes.Organisation, "Organisation", creatable: true, nameof(OrganisationPart), nameof(ContactPointsPart), nameof(AddressPart)),
            Type(ContactTypes.Interaction, "Interaction", creatable: false, nameof(InteractionPart)),
        ],
        ContentPartDefinitionRecords =
        [
            Part(ContactTypes.Person), Part(ContactTypes.Household), Part(ContactTypes.Organisation), Part(ContactTypes.Interaction),
            Part(nameof(PersonPart)), Part(nameof(ContactPointsPart)), Part(nameof(AddressPart)), Part(nameof(HouseholdPart)), Part(nameof(OrganisationPart)), Part(nameof(InteractionPart)),
        ],
    };

    private static ContentTypeDefinition Type(string name, string displayName, bool creatable, params string[] parts) => new()
    {
        Name = name,
        DisplayName = displayName,
        Settings = new JsonObject
        {
            ["ContentTypeSettings"] = new JsonObject { ["Creatable"] = creatable, ["Listable"] = creatable, ["Draftable"] = false, ["Versionable"] = false, ["Securable"] = true },
        },
        ContentTypePartDefinitionRecords =
        [
            .. parts.Append(name).Select((part, position) => new ContentTypePartDefinition
            {
                PartName = part,
                Name = part,
                Settings = new JsonObject { ["ContentTypePartSettings"] = new JsonObject { ["Position"] = position.ToString(System.Globalization.CultureInfo.InvariantCulture) } },
            }),
        ],
    };

    private static ContentPartDefinition Part(string name) => new() { Name = name };
}
