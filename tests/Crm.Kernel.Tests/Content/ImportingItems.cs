using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Tests.Data;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Tests.Content;

public class ImportingItems
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Importing_twice_changes_nothing_the_second_time(bool versionable)
    {
        await using var tenant = await PagesAsync(versionable);
        var file = Enumerable.Range(0, 1203).Select(Page).ToList();

        var first = await ImportAsync(tenant, file);
        var second = await ImportAsync(tenant, file);

        Assert.Equal((1203, 0, 0), (first.Created, first.Updated, first.Unchanged));
        Assert.Equal((0, 0, 1203), (second.Created, second.Updated, second.Unchanged));
        Assert.Equal(1203, await tenant.AskAsync(session => session.QueryIndex<ContentItemIndex>().CountAsync(index => index.Latest && index.Published)));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_long_import_lets_people_write_between_its_batches(string provider)
    {
        TestTenant? tenant = null;
        var saver = new SavesBeside(number: 150, () => tenant!.PageAsync("A person's"));
        await using var started = tenant = await ContentTenant.CreateAsync(provider, services => services.AddSingleton<ContentHandlerBase>(saver));
        await tenant.DefinePageAsync(versionable: false);

        await tenant.DoAsync(async (services, _) =>
        {
            var pace = new BatchPace(services.GetRequiredService<ChangeContext>(), 500); // begins with 100
            var result = await services.GetRequiredService<IContentManager>().ImportAsync([.. Enumerable.Range(0, 400).Select(number => Page(number).Deserialize<ContentItem>()!)], pace);
            Assert.Equal(400, result.Created);
        });

        Assert.True(saver.Saved);
        Assert.Equal(401, await tenant.AskAsync(session => session.QueryIndex<ContentItemIndex>().CountAsync()));
    }

    [Fact]
    public async Task A_type_without_versions_matches_on_the_item_id_whatever_the_version_id()
    {
        await using var tenant = await PagesAsync(versionable: false);
        await ImportAsync(tenant, [Page(1)]);
        var changed = Page(1);
        changed["ContentItemVersionId"] = ContentId.New();
        changed["Page"]!["Body"]!["Text"] = "changed";

        var result = await ImportAsync(tenant, [changed]);

        Assert.Equal((0, 1), (result.Created, result.Updated));
        Assert.Equal("changed", (await tenant.ContentAsync(contents => contents.GetAsync(Page(1)["ContentItemId"]!.GetValue<string>())))!.Data["Page"]!["Body"]!["Text"]!.GetValue<string>());
        Assert.Equal(1, await tenant.AskAsync(session => session.QueryIndex<ContentItemIndex>().CountAsync()));
    }

    [Fact]
    public async Task A_new_version_retires_the_published_row_before_it()
    {
        await using var tenant = await PagesAsync(versionable: true);
        await ImportAsync(tenant, [Page(1)]);
        var next = Page(1);
        next["ContentItemVersionId"] = "";

        await ImportAsync(tenant, [next]);

        Assert.Equal(2, await tenant.AskAsync(session => session.QueryIndex<ContentItemIndex>().CountAsync()));
        Assert.Equal(1, await tenant.AskAsync(session => session.QueryIndex<ContentItemIndex>().CountAsync(index => index.Latest && index.Published)));
    }

    [Fact]
    public async Task What_the_file_says_of_dates_owner_and_author_stays()
    {
        await using var tenant = await PagesAsync(versionable: false);
        await ImportAsync(tenant, [Page(1)]);

        var item = (await tenant.ContentAsync(contents => contents.GetAsync(Page(1)["ContentItemId"]!.GetValue<string>())))!;
        Assert.Equal(("4owner", "ann", new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc)), (item.Owner, item.Author, item.ModifiedUtc!.Value));
    }

    [Fact]
    public async Task Bad_items_are_reported_with_their_place_and_the_good_ones_come_in()
    {
        await using var tenant = await PagesAsync(versionable: false);
        var (noId, unknown, broken) = (Page(2), Page(3), Page(4));
        noId.Remove("ContentItemId");
        unknown["ContentType"] = "Nothing";
        broken["Page"]!["Body"]!["Text"] = new JsonArray();

        var result = await ImportAsync(tenant, [Page(1), noId, unknown, broken, Page(5)]);

        Assert.Equal(2, result.Created);
        Assert.Equal([(1, "ContentItemId"), (2, "ContentType"), (3, "Page.Body.Text")], result.Faults.Select(fault => (fault.Index, fault.Path)));
        Assert.Equal(2, await tenant.AskAsync(session => session.QueryIndex<ContentItemIndex>().CountAsync()));
    }

    [Fact]
    public async Task An_update_with_a_fault_leaves_the_stored_item_as_it_was()
    {
        await using var tenant = await PagesAsync(versionable: false);
        await ImportAsync(tenant, [Page(1)]);
        var bad = Page(1);
        bad["TitlePart"]!["Title"] = "new";
        bad["Page"]!["Body"] = new JsonObject { ["Text"] = new JsonObject() };

        var result = await ImportAsync(tenant, [bad]);

        Assert.Single(result.Faults);
        Assert.Equal("Page 1", (await tenant.ContentAsync(contents => contents.GetAsync(bad["ContentItemId"]!.GetValue<string>())))!.DisplayText);
    }

    private static JsonObject Page(int number)
    {
        var id = ContentId.From(new Guid(number, 0, 0, new byte[8]));
        return new JsonObject
        {
            ["ContentItemId"] = id, ["ContentItemVersionId"] = id, ["ContentType"] = "Page", ["DisplayText"] = $"Page {number}", ["Latest"] = true, ["Published"] = true,
            ["ModifiedUtc"] = "2020-01-02T03:04:05Z", ["Owner"] = "4owner", ["Author"] = "ann",
            ["TitlePart"] = new JsonObject { ["Title"] = $"Page {number}" },
            ["Page"] = new JsonObject { ["Body"] = new JsonObject { ["Text"] = "text", ["Unknown"] = number } },
        };
    }

    private static async Task<TestTenant> PagesAsync(bool versionable)
    {
        var tenant = await ContentTenant.CreateAsync();
        await tenant.DefinePageAsync(versionable);
        return tenant;
    }

    private static async Task<ImportResult> ImportAsync(TestTenant tenant, IEnumerable<JsonObject> items)
    {
        ImportResult? result = null;
        await tenant.ContentAsync(async contents =>
        {
            result = await contents.ImportAsync(items.Select(item => JsonSerializer.Deserialize<ContentItem>(item.ToJsonString())!));
        });
        return result!;
    }

    /// <summary>Somebody saves while an item of the second batch is being taken; they would wait for ever if the import still held the gate.</summary>
    private sealed class SavesBeside(int number, Func<Task> save) : ContentHandlerBase
    {
        public bool Saved { get; private set; }

        public override async Task ImportingAsync(ContentItem item)
        {
            if (item.DisplayText == $"Page {number}")
            {
                await save().WaitAsync(TimeSpan.FromMinutes(2));
                Saved = true;
            }
        }
    }
}
