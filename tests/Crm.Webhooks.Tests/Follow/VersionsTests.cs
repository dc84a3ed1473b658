using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Contacts;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Data;
using Crm.Webhooks.Log;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Webhooks.Tests.Follow;

/// <summary>Drafts are for those who edit, a new version is a change of the item, and many changes at once are told one by one.</summary>
public sealed class VersionsTests
{
    private static readonly ContentDefinitionRecord s_page = JsonSerializer.Deserialize<ContentDefinitionRecord>("""
        { "ContentTypeDefinitionRecords": [ { "Name": "Leaflet", "DisplayName": "Leaflet", "Settings": { "ContentTypeSettings": { "Draftable": true, "Versionable": true, "Securable": true } },
            "ContentTypePartDefinitionRecords": [ { "PartName": "TitlePart", "Name": "TitlePart", "Settings": {} } ] } ], "ContentPartDefinitionRecords": [] }
        """)!;

    [Fact]
    public async Task A_draft_is_told_to_who_edits_and_a_publication_to_all()
    {
        await using var tenant = await WebhooksTenant.StartAsync();
        await tenant.DoAsync(services => services.GetRequiredService<IContentDefinitionManager>().MergeAsync(s_page));
        await tenant.RoleAsync("Reader", "View_Leaflet");
        await using var editor = await Receiver.StartAsync();
        await tenant.WebhookAsync(role: "Reader", types: ["Leaflet"]);
        await tenant.WebhookAsync(editor.Address, types: ["Leaflet"]);

        var id = await SaveAsync(tenant, null, "Winter", publish: true);
        await tenant.SendAsync();
        await SaveAsync(tenant, id, "Canary", publish: false);
        await tenant.SendAsync();
        var (heard, edited) = (tenant.Receiver.Taken(), editor.Taken());
        await SaveAsync(tenant, id, "Spring", publish: true);
        await tenant.SendAsync();

        Assert.Equal(["leaflet.created"], heard.Select(request => request.Type));
        Assert.Equal(["leaflet.created", "leaflet.updated"], edited.Select(request => request.Type));
        Assert.Equal("Canary", (string?)edited[1].Body["displayText"]);

        // The draft's last save and its publication: two saves of one version; the version it replaces is silent.
        Assert.Equal([("leaflet.updated", "Spring"), ("leaflet.updated", "Spring")], tenant.Receiver.Taken().Select(request => (request.Type, (string?)request.Body["displayText"])));
        Assert.Equal(2, editor.Taken().Count);
        Assert.Contains(await tenant.DeliveriesAsync(), delivery => delivery is { State: (int)DeliveryState.Withheld, Fault: DeliveryFault.Unseen });
    }

    [Theory]
    [ClassData(typeof(OnEachDatabase))]
    public async Task What_comes_and_goes_in_one_act_is_told_record_by_record(string database)
    {
        await using var tenant = await WebhooksTenant.StartAsync(database);
        await tenant.WebhookAsync();
        var batch = ContentId.New();
        await tenant.DoAsync(async services =>
        {
            var (content, change) = (services.GetRequiredService<IContentManager>(), services.GetRequiredService<ChangeContext>());
            (change.BatchId, change.Event) = (batch, "Imported");
            for (var one = 0; one < 150; one++)
            {
                var item = await content.NewAsync(ContactTypes.Person);
                item.Alter<PersonPart>(person => (person.GivenName, person.FamilyName) = ("Odile", $"Martin {one}"));
                await content.CreateAsync(item);
            }
        });
        await tenant.SendAsync();
        var created = tenant.Receiver.Taken();
        await tenant.DoAsync(async services =>
        {
            services.GetRequiredService<ChangeContext>().Event = "Undone";
            Assert.Empty(await services.GetRequiredService<IHistory>().UndoBatchAsync(batch));
        });
        await tenant.SendAsync();

        Assert.Equal(150, created.Select(request => (string?)request.Body["item"]!["PersonPart"]!["FamilyName"]).Distinct().Count());
        Assert.All(created, request => Assert.Equal("person.created", request.Type));
        var gone = tenant.Receiver.Taken();
        Assert.All(gone, request => Assert.Equal("person.deleted", request.Type));
        Assert.Equal(created.Select(Item).Order(), gone.Select(Item).Order());
    }

    private static string Item(Received request) => (string)request.Body["contentItemId"]!;

    private static Task<string> SaveAsync(WebhooksTenant tenant, string? id, string title, bool publish) => tenant.InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var item = id is null ? await content.NewAsync("Leaflet") : (await content.GetAsync(id, VersionOptions.DraftRequired))!;
        item.Merge(new JsonObject { ["TitlePart"] = new JsonObject { ["Title"] = title } });
        if (id is null)
        {
            await content.CreateAsync(item, publish ? VersionOptions.Published : VersionOptions.Draft);
            return item.ContentItemId;
        }

        await content.SaveDraftAsync(item);
        if (publish)
        {
            await content.PublishAsync(item);
        }

        return item.ContentItemId;
    });
}
