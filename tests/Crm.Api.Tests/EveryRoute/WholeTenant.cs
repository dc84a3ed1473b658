using System.Text.Json.Nodes;
using Crm.Attachments.Files;
using Crm.Contacts.Stages;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Data;
using Crm.Kernel.Operations;
using Crm.Kernel.Files;
using Crm.Kernel.Modules;
using Crm.Kernel.Security;
using Crm.Kernel.Tenants;
using Crm.Kernel.Users;
using Crm.Email.Intake;
using Crm.Messaging.Brakes;
using Crm.Messaging.Contexts;
using Crm.Messaging.Messages;
using Crm.Messaging.Templates;
using Crm.Messaging.Topics;
using Crm.Privacy.Requests;
using Crm.Testing;
using LinqToDB;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Api.Tests.EveryRoute;

/// <summary>Two tenants with every module on; in the first, which is the default one and so has the tenants' own pages too, records of every type whose hidden fields hold a canary, and somebody who may do all but what is critical.</summary>
public sealed class WholeTenant : IAsyncLifetime
{
    public const string Canary = "Kanarienvogel73";

    private static readonly (string Type, string Path)[] s_hidden =
    [
        ("Gift", "Gift.Secret"), ("Riddle", "TitlePart.Title"), ("Person", "PersonPart.Notes"), ("Person", "PersonPart.Function"), ("Person", "PersonPart.BirthName"), ("Person", "ContactPointsPart.Emails"),
        ("Household", "HouseholdPart.Notes"), ("Household", "HouseholdPart.Salutation"), ("Organisation", "OrganisationPart.Notes"), ("Organisation", "OrganisationPart.LegalName"),
        ("Interaction", "InteractionPart.Text"), ("Task", "TaskPart.Subject"), ("Task", "TaskPart.Notes"), ("Note", "NotePart.Text"),
    ];

    public TestHost Host { get; private set; } = null!;

    public ShellSettings Tenant { get; private set; } = null!;

    public ShellSettings Other { get; private set; } = null!;

    /// <summary>Ids that addresses may carry: items, versions, accounts.</summary>
    public List<string> Ids { get; } = [];

    /// <summary>The names of the rights that make nearly an administrator; "limited" has none of them.</summary>
    public IReadOnlySet<string> Critical { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        // It stands still: no job's moment comes between the rows that are counted before and after.
        Host = await TestHost.StartAsync(new TestHostOptions { Clock = new TestClock(standsStill: true) });
        var extensions = Host.Services.GetRequiredService<IExtensionManager>();
        var all = extensions.GetFeatures().ToList();
        Tenant = await Host.SetupTenantAsync(prefix: "whole", features: [.. all.Select(feature => feature.Id)]);
        Other = await Host.SetupTenantAsync("Other", prefix: "other", features: [.. all.Where(feature => !feature.DefaultTenantOnly).Select(feature => feature.Id)]);
        await Host.InTenantAsync(Tenant, HideAsync);
        await Host.InTenantAsync(Tenant, services => services.GetRequiredService<ChangeTopics>().AddAsync(new Topic { Name = "some-words", Titles = { ["en"] = "Some words" } }));
        var rights = await Host.InTenantAsync(Tenant, async services => await services.GetRequiredService<PermissionCatalog>().ListAsync());
        Critical = rights.Where(right => right.IsSecurityCritical).Select(right => right.Name).ToHashSet();
        await Host.AddRoleAsync(Tenant, "Limited", [.. rights.Select(right => right.Name).Except(Critical)]);
        var limited = (await Host.AddUserAsync(Tenant, "limited", "Limited")).UserId;
        var records = await FreshAsync(limited);
        Ids.AddRange([limited, records.Gift, records.Person]);
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    /// <summary>One new record of each type.</summary>
    internal async Task<Records> FreshAsync(string user)
    {
        var (imported, person, otherPerson) = await Host.InTenantAsync(Tenant, async services =>
        {
            var (change, content) = (services.GetRequiredService<ChangeContext>(), services.GetRequiredService<IContentManager>());
            (change.BatchId, change.Event) = (ContentId.New(), "Imported");
            var other = await NewAsync(content, "Person", $$"""{ "PersonPart": { "GivenName": "Odile", "FamilyName": "Martin", "Notes": "{{Canary}}" } }""");
            var item = await NewAsync(content, "Person", $$$"""
                { "PersonPart": { "Relations": [ { "RelationId": "{{{Records.RelationId}}}", "PersonId": "{{{other.ContentItemId}}}", "Kind": "neighbour" } ], "GivenName": "Odile", "FamilyName": "Martin", "Notes": "{{{Canary}}}", "Function": "{{{Canary}}}", "BirthName": "{{{Canary}}}" }, "ContactPointsPart": { "Emails": [ { "Address": "{{{Canary}}}@example.org" } ] } }
                """);
            return (change.BatchId, item.ContentItemId, other.ContentItemId);
        });
        var (file, trashedFile) = await Host.InTenantAsync(Tenant, FilesAsync);
        var attachment = await Host.InTenantAsync(Tenant, async services =>
            (await services.GetRequiredService<ChangeAttachments>().AddAsync(person, "Odile.txt", new MemoryStream("What Odile wishes for"u8.ToArray()), null, null, CancellationToken.None)).AttachmentId);
        return await Host.InTenantAsync(Tenant, async services =>
        {
            var (change, content) = (services.GetRequiredService<ChangeContext>(), services.GetRequiredService<IContentManager>());
            change.BatchId = ContentId.New();
            var gift = await NewAsync(content, "Gift", $$"""{ "TitlePart": { "Title": "A gift" }, "Gift": { "Secret": { "Text": "{{Canary}}" } } }""");
            gift.Merge((JsonObject)JsonNode.Parse($$"""{ "Gift": { "Secret": { "Text": "{{Canary}} again" } } }""")!);
            await content.UpdateAsync(gift);
            var trashed = await NewAsync(content, "Gift", $$"""{ "TitlePart": { "Title": "A lost gift" }, "Gift": { "Secret": { "Text": "{{Canary}}" } } }""");
            await content.RemoveAsync(trashed);
            var draft = await NewAsync(content, "Gift", $$"""{ "TitlePart": { "Title": "A gift to come" }, "Gift": { "Secret": { "Text": "{{Canary}}" } } }""", VersionOptions.Draft);
            await NewAsync(content, "Riddle", $$"""{ "TitlePart": { "Title": "{{Canary}}" } }""");
            var household = await NewAsync(content, "Household", $$"""{ "HouseholdPart": { "Name": "Famille Martin", "Notes": "{{Canary}}", "Salutation": "{{Canary}}" } }""");
            var organisation = await NewAsync(content, "Organisation", $$"""{ "OrganisationPart": { "Name": "Atelier Martin", "Notes": "{{Canary}}", "LegalName": "{{Canary}}" } }""");
            var interaction = await NewAsync(content, "Interaction", $$"""
                { "InteractionPart": { "Kind": "note", "Title": "{{Canary}}", "Text": "{{Canary}}", "At": "2026-01-02T03:04:05Z", "PersonIds": [ "{{person}}" ], "HouseholdIds": [ "{{household.ContentItemId}}" ] } }
                """);
            var task = await NewAsync(content, "Task", $$"""{ "TaskPart": { "Subject": "{{Canary}}", "Notes": "{{Canary}}", "DueDay": "2026-01-02", "AboutType": "Person", "AboutId": "{{person}}" }, "CallPart": { "Action": "probe" } }""", owner: user);
            var note = await NewAsync(content, "Note", $$"""{ "NotePart": { "Text": "{{Canary}}", "AboutType": "Person", "AboutId": "{{person}}" } }""");
            var doneTask = await NewAsync(content, "Task", $$"""{ "TaskPart": { "Subject": "{{Canary}}", "DoneUtc": "2026-01-02T03:04:05Z", "AboutType": "Person", "AboutId": "{{person}}" } }""");
            var segment = await NewAsync(content, "Segment", """{ "TitlePart": { "Title": "Clients" }, "SegmentPart": { "Condition": { "version": 1, "match": "all", "of": [ { "rule": "person.stage", "operator": "is", "values": { "value": "client" } } ] } } }""");
            var template = await TemplateAsync(services);
            var campaign = await NewAsync(content, "Campaign", $$"""{ "TitlePart": { "Title": "Some words" }, "CampaignPart": { "Template": "{{template}}", "Segments": [ "{{segment.ContentItemId}}" ] } }""");
            var plan = await NewAsync(content, "Plan", """{ "TitlePart": { "Title": "Season" }, "PlanPart": { "Target": "2026-12-24T20:00:00", "Steps": [ { "Key": "neighbour", "Name": "Letters", "Days": -3 } ] } }""");
            var team = new Team { TeamId = ContentId.New(), Name = "Ventes" };
            await services.GetRequiredService<Teams>().StoreAsync(team);
            await services.GetRequiredService<ISession>().FlushAsync();
            var save = (await services.GetRequiredService<IHistory>().ListAsync(new HistoryFilter(ItemId: gift.ContentItemId), 1))[0].Id;
            var request = new PrivacyRequest { PersonId = person, Asked = "access", Channel = "mail", Received = await services.GetRequiredService<RequestRegister>().TodayAsync(), Owner = user };
            request.CountDue();
            await (await services.GetRequiredService<ISession>().GetConnectionAsync(write: true)).InsertAsync(request);
            var (message, brake) = await MessagesAsync(services, person);
            var received = await ReceivedAsync(services);
            change.Actor = user;
            var stages = services.GetRequiredService<IDocumentManager<LifeCycleDocument>>();
            var cycle = await stages.GetOrCreateMutableAsync();
            cycle.Stages.ForEach(stage => stage.IsRetired = false); // an act before may have taken one out of use
            await stages.UpdateAsync(cycle);
            var operations = services.GetRequiredService<Operations>();
            var operation = await operations.StartAsync("Contacts.ChangePeople", new JsonObject { ["act"] = "Trash", ["upTo"] = 0 }, 1);
            await operations.CancelAsync(operation);
            return new Records(gift.ContentItemId, draft.ContentItemId, trashed.ContentItemId, person, household.ContentItemId, organisation.ContentItemId, interaction.ContentItemId, task.ContentItemId, doneTask.ContentItemId, note.ContentItemId,
                change.BatchId, imported, save.ToString(System.Globalization.CultureInfo.InvariantCulture), user, team.TeamId, file, trashedFile, operation, segment.ContentItemId, attachment, request.RequestId, otherPerson, message, brake, template, received, await services.GetRequiredService<Contexts>().OpenAsync(new NewContext(person, "complaint"), CancellationToken.None), campaign.ContentItemId, plan.ContentItemId);
        });
    }

    /// <summary>How many rows each table of the tenant's database has, but for leases, cursors, runs of jobs and lines of the change log, which come and go by the host's own clock.</summary>
    internal async Task<Dictionary<string, long>> CountRowsAsync(ShellSettings tenant)
    {
        await Host.SettleAsync(); // what followers and jobs make of earlier saves belongs to these
        return await Host.InTenantAsync(tenant, CountRowsAsync);
    }

    private static async Task<Dictionary<string, long>> CountRowsAsync(IServiceProvider services)
    {
        var db = await services.GetRequiredService<ISession>().GetConnectionAsync();
        var counts = new Dictionary<string, long>();
        foreach (var table in db.Query<string>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT IN ('TenantLock', 'FollowerCursor', 'BackgroundTaskRun', 'ChangeLog')").ToList())
        {
            counts[table] = db.Query<long>($"SELECT COUNT(*) FROM \"{table}\"").Single();
        }

        return counts;
    }

    private static async Task<string> TemplateAsync(IServiceProvider services)
    {
        var name = ContentId.New();
        await services.GetRequiredService<MailTemplates>().SaveAsync(name, new MailContent { Title = "Some words", Variants = [new MailVariant { Language = "en", Subject = "Some words", Html = "<p>{{ person.function | default: 'Some words' }}</p>" }] }, isLayout: false, CancellationToken.None);
        return name;
    }

    /// <summary>A message that nobody sends, and a released brake that holds it.</summary>
    private static async Task<(string Message, string Brake)> MessagesAsync(IServiceProvider services, string person)
    {
        var db = await services.GetRequiredService<ISession>().GetConnectionAsync(write: true);
        var (brake, text) = (new Brake { BrakeId = ContentId.New(), Reason = "Some words", PulledUtc = DateTime.UnixEpoch, ReleasedUtc = DateTime.UnixEpoch }, new MessageText { Hash = ContentId.New(), Subject = "Some words", Html = "<p>Some words</p>", Text = "Some words" });
        await db.InsertAsync(brake);
        var message = new Message
        {
            MessageId = ContentId.New(), Action = ContentId.New(), PersonId = person, Channel = "none", TextId = await db.InsertWithInt64IdentityAsync(text), State = (int)MessageState.Held, Reason = Reasons.Brake, Detail = brake.BrakeId,
            DueUtc = DateTime.UnixEpoch, CreatedUtc = DateTime.UnixEpoch, ExpiresUtc = new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        };
        await db.InsertAsync(message);
        return (message.MessageId, brake.BrakeId);
    }

    /// <summary>A mail that came in and that nobody was found for.</summary>
    private static async Task<string> ReceivedAsync(IServiceProvider services)
    {
        var mail = new ReceivedMail { MailId = ContentId.New(), Key = ContentId.New(), ReceivedUtc = DateTime.UnixEpoch, Kind = "Reply", Outcome = MailOutcomes.Nobody, Subject = "Some words", Text = "Some words", FromAddress = "somebody@example.org" };
        var db = await services.GetRequiredService<ISession>().GetConnectionAsync(write: true);
        await db.InsertAsync(new ReceivedMailBody { ReceivedMailRow = await db.InsertWithInt64IdentityAsync(mail), Bytes = [6] });
        return mail.MailId;
    }

    /// <summary>A file of the media, and the id of one in their trash. What they say is for this tenant only.</summary>
    private static async Task<(string File, string Trashed)> FilesAsync(IServiceProvider services)
    {
        var media = services.GetRequiredService<MediaFiles>();
        var file = await WriteAsync();
        return (file, media.Delete(await WriteAsync()).Id);

        Task<string> WriteAsync() => media.WriteAsync(ContentId.New() + ".txt", new MemoryStream("What Odile wishes for"u8.ToArray()));
    }

    private static async Task<ContentItem> NewAsync(IContentManager content, string type, string json, VersionOptions version = VersionOptions.Published, string? owner = null)
    {
        var item = await content.NewAsync(type);
        item.Merge((JsonObject)JsonNode.Parse(json)!);
        item.DisplayText = type switch { "Person" => "Odile Martin", "Household" => "Famille Martin", "Organisation" => "Atelier Martin", "Interaction" or "Task" or "Note" => Canary, _ => item.DisplayText };
        item.Owner = owner ?? item.Owner;
        await content.CreateAsync(item, version);
        return item;
    }

    private static async Task HideAsync(IServiceProvider services)
    {
        await OneTenant.AddGiftAsync(services.GetRequiredService<IContentDefinitionManager>());
        await services.GetRequiredService<IContentDefinitionManager>().MergeAsync(System.Text.Json.JsonSerializer.Deserialize<ContentDefinitionRecord>("""
            { "ContentTypeDefinitionRecords": [ { "Name": "Riddle", "DisplayName": "Riddle", "Settings": { "ContentTypeSettings": { "Creatable": true, "Listable": true, "Draftable": true, "Securable": true } },
                "ContentTypePartDefinitionRecords": [ { "PartName": "TitlePart", "Name": "TitlePart", "Settings": {} } ] } ], "ContentPartDefinitionRecords": [] }
            """)!);
        var documents = services.GetRequiredService<IDocumentManager<FieldRights>>();
        var all = await documents.GetOrCreateMutableAsync();
        all.Fields.AddRange(s_hidden.Select(hidden => new FieldRight { ContentType = hidden.Type, Path = hidden.Path }));
        await documents.UpdateAsync(all);
    }
}
