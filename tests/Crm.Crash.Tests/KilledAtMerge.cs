using System.Text.Json.Nodes;
using Crm.Contacts;
using Crm.Contacts.Duplicates.Merge;
using Crm.Contacts.Timeline;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Tenants;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Crash.Tests;

/// <summary>A host is killed while it makes two people one: they are two as before or one, with all letters on the same side; then the merge is done, or done again, and taken back.</summary>
public sealed class KilledAtMerge
{
    private const int Letters = 60;

    [Theory, MemberData(nameof(Killed.OnEachDatabase), MemberType = typeof(Killed))]
    public async Task A_killed_merge_has_happened_or_has_not_and_can_be_done_and_taken_back(string provider)
    {
        await using var host = await TestHost.StartAsync();
        var tenant = await Killed.RunningTenantAsync(host, provider, "Crm.Admin", "Crm.Users", "Crm.Contacts", "Crm.Theme.Admin", "Crm.Theme.Site");
        var random = new Random(20261129);
        var done = 0;
        for (var kill = 1; kill <= Killed.Fewer; kill++)
        {
            var (first, second) = (await PairAsync(host, tenant), await PairAsync(host, tenant));
            await using (var server = await Server.StartAsync(host))
            {
                using var browser = await server.Browse(tenant.RequestUrlPrefix!).SignInAsync();
                var begun = TimeProvider.System.GetTimestamp();
                await MergeAsync(browser, first);
                var whole = TimeProvider.System.GetElapsedTime(begun);
                var merging = MergeAsync(browser, second);
                await Task.WhenAny(merging, Task.Delay(whole * (0.2 + (0.7 * random.NextDouble()))));
                await server.KillAsync();
                await Task.WhenAny(merging);
            }

            Assert.Equal((0, Letters), await WithAsync(host, tenant, first));
            var was = await SettledAsync(host, tenant, second);
            Assert.Contains(was, (IEnumerable<(int, int)>)[(Letters, 0), (0, Letters)]);
            await Integrity.CheckAsync(host, tenant);
            if (was == (Letters, 0))
            {
                using var browser = await host.Browse(tenant.RequestUrlPrefix!).SignInAsync();
                await MergeAsync(browser, second);
            }
            else
            {
                done++;
            }

            Assert.Equal((0, Letters), await WithAsync(host, tenant, second));
            await host.InTenantAsync(tenant, async services =>
            {
                var save = (await services.GetRequiredService<IHistory>().ListAsync(new HistoryFilter(ItemId: second.Gone, Event: "Merged"), 1))[0];
                await services.GetRequiredService<UndoMerge>().RunAsync(save.BatchId!, keepLater: null);
            });
            Assert.Equal((Letters, 0), await WithAsync(host, tenant, second));
            await Integrity.CheckAsync(host, tenant);
        }

        Killed.Tell($"{done} of {Killed.Fewer} had been done when the kill came");
    }

    private static Task<(string Keep, string Gone)> PairAsync(TestHost host, ShellSettings tenant) => host.InTenantAsync(tenant, async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var ids = new List<string>();
        foreach (var given in new[] { "Achille", "Achile" })
        {
            ids.Add(await AddAsync(content, ContactTypes.Person, $$"""{ "PersonPart": { "GivenName": "{{given}}", "FamilyName": "Zyfrenne" } }"""));
        }

        for (var number = 0; number < Letters; number++)
        {
            await AddAsync(content, ContactTypes.Interaction, $$"""{ "InteractionPart": { "Kind": "letter", "Title": "Lettre {{number}}", "At": "2026-11-02T08:00:00Z", "PersonIds": [ "{{ids[1]}}" ] } }""");
        }

        return (ids[0], ids[1]);
    });

    private static async Task<string> AddAsync(IContentManager content, string type, string data)
    {
        var item = await content.NewAsync(type);
        item.Merge(JsonNode.Parse(data)!.AsObject());
        await content.CreateAsync(item);
        return item.ContentItemId;
    }

    private static async Task MergeAsync(TestBrowser browser, (string Keep, string Gone) pair)
    {
        try
        {
            using var merged = await browser.SubmitAsync($"/admin/people/merge?keep={pair.Keep}&gone={pair.Gone}", [new("Keep", pair.Keep), new("Gone", pair.Gone)], "/admin/people/merge?handler=Merge");
        }
        catch (HttpRequestException)
        {
            // the host is dead
        }
    }

    // PostgreSQL may still be committing for a client that is dead; who writes after it waits for that.
    private static async Task<(int Gone, int Keep)> SettledAsync(TestHost host, ShellSettings tenant, (string Keep, string Gone) pair)
    {
        await host.InTenantAsync(tenant, services => AddAsync(services.GetRequiredService<IContentManager>(), ContactTypes.Person, """{ "PersonPart": { "FamilyName": "Martin" } }"""));
        return await WithAsync(host, tenant, pair);
    }

    /// <summary>How many letters are with each of the two; all with the one only when the other is there no more.</summary>
    private static Task<(int Gone, int Keep)> WithAsync(TestHost host, ShellSettings tenant, (string Keep, string Gone) pair) => host.InTenantAsync(tenant, async services =>
    {
        var letters = await services.GetRequiredService<ISession>().Query<ContentItem, ContentItemIndex>(row => row.ContentType == ContactTypes.Interaction && row.Latest).ListAsync();
        int With(string id) => letters.Count(letter => letter.As<InteractionPart>()!.PersonIds.Contains(id));
        var isThere = await services.GetRequiredService<IContentManager>().GetAsync(pair.Gone, VersionOptions.Latest) is not null;
        var with = (With(pair.Gone), With(pair.Keep));
        Assert.Equal(isThere, with.Item2 == 0);
        return with;
    });
}
