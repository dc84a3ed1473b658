using Crm.Kernel.Content;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Data;
using Crm.Kernel.Tests.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Tests.Content;

public class UndoingAnItem
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task An_older_save_is_taken_back_however_much_later_and_by_whom_the_item_was_saved_since(string provider)
    {
        var clock = new TestClock();
        await using var tenant = await ContentTenant.CreateAsync(provider, services => services.AddSingleton<TimeProvider>(clock));
        await tenant.DefinePageAsync(versionable: false);
        var id = await tenant.PageAsync("A");
        await SaveAsync(tenant, clock, id, item => item.Alter<TitlePart>(part => part.Title = "B"), "Ann");
        await SaveAsync(tenant, clock, id, item => item.Data["Page"] = new System.Text.Json.Nodes.JsonObject { ["Body"] = new System.Text.Json.Nodes.JsonObject { ["Text"] = "later" } }, "Bob");
        var last = (await ReadAsync(tenant, id)).ModifiedUtc;

        Assert.Empty(await UndoAsync(tenant, id, version: 2));

        var item = await ReadAsync(tenant, id);
        Assert.Equal(("A", "later"), (item.As<TitlePart>()!.Title, (string?)item.Data["Page"]!["Body"]!["Text"]));
        Assert.Equal(last, item.ModifiedUtc);

        await SaveAsync(tenant, clock, id, item => item.Alter<TitlePart>(part => part.Title = "C"), "Ann");
        await SaveAsync(tenant, clock, id, item => item.Alter<TitlePart>(part => part.Title = "D"), "Bob");
        Assert.Contains(await UndoAsync(tenant, id, version: 5), path => path.Contains("Title", StringComparison.Ordinal));
        Assert.Equal("D", (await ReadAsync(tenant, id)).As<TitlePart>()!.Title);
    }

    private static Task SaveAsync(TestTenant tenant, TestClock clock, string id, Action<ContentItem> change, string author)
    {
        clock.Advance(TimeSpan.FromHours(1));
        return tenant.ContentAsync(async contents =>
        {
            var item = (await contents.GetAsync(id, VersionOptions.Latest))!;
            change(item);
            await contents.UpdateAsync(item);
        }, context => (context.Actor, context.ActorName) = (author, author));
    }

    private static async Task<ContentItem> ReadAsync(TestTenant tenant, string id) => (await tenant.ContentAsync(contents => contents.GetAsync(id, VersionOptions.Latest)))!;

    private static async Task<IReadOnlyList<string>> UndoAsync(TestTenant tenant, string id, long version)
    {
        IReadOnlyList<string> clashes = [];
        await tenant.DoAsync(async (services, _) =>
        {
            var history = services.GetRequiredService<IHistory>();
            var save = (await history.ListAsync(new HistoryFilter(ItemId: id))).Single(entry => entry.Version == version);
            clashes = await history.UndoAsync(save.Id);
        });
        return clashes;
    }
}
