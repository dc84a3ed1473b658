using System.Net;
using System.Text.Json.Nodes;
using Crm.Contacts.Duplicates.Merge;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Kernel.Content;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Duplicates;

public sealed class MergeTests
{
    private static readonly MergeChoices Usual = new(new Dictionary<string, MergeSide>(), Households: true);

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task A_merge_carries_everything_equals_its_preview_and_undo_brings_both_back(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        var (kept, gone) = await TwoAsync(tenant);
        var before = (await DataAsync(tenant, kept), await DataAsync(tenant, gone));

        var (batch, preview) = await MergeAsync(tenant, kept, gone, Usual);

        Assert.True(JsonNode.DeepEquals(preview, await DataAsync(tenant, kept)), "the result is what the preview showed");
        var person = (await ItemAsync(tenant, kept))!;
        Assert.Equal(["one@exemple.fr", "two@exemple.fr"], person.As<ContactPointsPart>()!.Emails.Select(email => email.Address));
        Assert.Equal([("crm", "1"), ("shop", "2")], person.As<PersonPart>()!.ExternalKeys.Select(key => (key.Source, key.Key)));
        Assert.Equal("home-2", Assert.Single(person.As<PersonPart>()!.Memberships).HouseholdId);
        Assert.Equal("Soprano", person.As<PersonPart>()!.Function);
        Assert.Equal((2, 0), (await CountAsync(tenant, kept), await CountAsync(tenant, gone)));
        using (var old = await tenant.Browser.GetAsync($"/admin/people/{gone}"))
        {
            Assert.Equal(HttpStatusCode.Redirect, old.StatusCode);
            Assert.EndsWith($"/admin/people/{kept}", old.Headers.Location!.ToString());
        }

        Assert.Empty(await tenant.InAsync(services => services.GetRequiredService<UndoMerge>().RunAsync(batch, null)));

        Assert.True(JsonNode.DeepEquals(before.Item1, await DataAsync(tenant, kept)), "the survivor is as before");
        Assert.True(JsonNode.DeepEquals(before.Item2, await DataAsync(tenant, gone)), "the other is as before");
        Assert.Equal((1, 1), (await CountAsync(tenant, kept), await CountAsync(tenant, gone)));
        Assert.Contains("Zyfrenne", await tenant.Browser.ReadAsync($"/admin/people/{gone}"));
    }

    [Fact]
    public async Task Each_choice_is_kept_and_households_are_asked_apart()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var (kept, gone) = await TwoAsync(tenant);

        await MergeAsync(tenant, kept, gone, new MergeChoices(
            new Dictionary<string, MergeSide> { ["PersonPart.GivenName"] = MergeSide.Other, ["ContactPointsPart.Emails"] = MergeSide.Survivor }, Households: false));

        var person = (await ItemAsync(tenant, kept))!;
        Assert.Equal(("Achile", "Achile Zyfrenne"), (person.As<PersonPart>()!.GivenName, person.DisplayText));
        Assert.Equal("one@exemple.fr", Assert.Single(person.As<ContactPointsPart>()!.Emails).Address);
        Assert.Empty(person.As<PersonPart>()!.Memberships);
    }

    [Theory]
    [InlineData(true, "Tenor")]
    [InlineData(false, "")]
    public async Task Later_changes_stay_and_where_they_clash_somebody_chooses(bool keepLater, string function)
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var (kept, gone) = await TwoAsync(tenant);
        var (batch, _) = await MergeAsync(tenant, kept, gone, Usual);
        await ChangeAsync(tenant, kept, person => (person.Function, person.BirthName) = ("Tenor", "Later"));

        var open = await tenant.InAsync(services => services.GetRequiredService<UndoMerge>().RunAsync(batch, null));
        Assert.Contains("PersonPart.Function", open);
        Assert.Null(await ItemAsync(tenant, gone));

        Assert.Empty(await tenant.InAsync(services => services.GetRequiredService<UndoMerge>().RunAsync(batch, keepLater)));

        var person = (await ItemAsync(tenant, kept))!.As<PersonPart>()!;
        Assert.Equal((function, "Later"), (person.Function, person.BirthName));
        Assert.Equal("crm", Assert.Single(person.ExternalKeys).Source);
        Assert.NotNull(await ItemAsync(tenant, gone));
    }

    [Fact]
    public async Task A_merge_that_is_cut_off_leaves_what_was_before()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var (kept, gone) = await TwoAsync(tenant);
        var before = await DataAsync(tenant, kept);

        await Assert.ThrowsAsync<OperationCanceledException>(() => tenant.InAsync<bool>(async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            await services.GetRequiredService<MergePeople>().MergeAsync(
                (await content.GetAsync(kept, VersionOptions.Latest))!, (await content.GetAsync(gone, VersionOptions.Latest))!, Usual, CancellationToken.None);
            throw new OperationCanceledException();
        }));

        Assert.True(JsonNode.DeepEquals(before, await DataAsync(tenant, kept)));
        Assert.NotNull(await ItemAsync(tenant, gone));
        Assert.Equal((1, 1), (await CountAsync(tenant, kept), await CountAsync(tenant, gone)));
    }

    private static async Task<(string Kept, string Gone)> TwoAsync(ContactsTenant tenant)
    {
        var kept = await SweepTests.AddAsync(tenant, "Achille", "Zyfrenne", "one@exemple.fr");
        var gone = await SweepTests.AddAsync(tenant, "Achile", "Zyfrenne", "two@exemple.fr");
        await ChangeAsync(tenant, kept, person => person.ExternalKeys.Add(new ExternalKey { Source = "crm", Key = "1" }));
        await ChangeAsync(tenant, gone, person =>
        {
            person.Function = "Soprano";
            person.ExternalKeys.Add(new ExternalKey { Source = "shop", Key = "2" });
            person.Memberships.Add(new Membership { HouseholdId = "home-2", Role = "adult" });
        });
        foreach (var id in new[] { kept, gone })
        {
            using var noted = await tenant.Browser.SubmitAsync($"/admin/people/{id}", [new("Record.Kind", "call"), new("Record.Text", "A call")], $"/admin/people/{id}?handler=Record");
            Assert.Equal(HttpStatusCode.Redirect, noted.StatusCode);
        }

        return (kept, gone);
    }

    private static Task<(string Batch, JsonNode Preview)> MergeAsync(ContactsTenant tenant, string kept, string gone, MergeChoices choices) => tenant.InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var (survivor, other) = ((await content.GetAsync(kept, VersionOptions.Latest))!, (await content.GetAsync(gone, VersionOptions.Latest))!);
        var preview = choices.Apply(survivor, other).Data.DeepClone();
        return (await services.GetRequiredService<MergePeople>().MergeAsync(survivor, other, choices, CancellationToken.None), preview);
    });

    private static Task<bool> ChangeAsync(ContactsTenant tenant, string id, Action<PersonPart> change) => tenant.InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var item = (await content.GetAsync(id, VersionOptions.Latest))!;
        item.Alter(change);
        await content.UpdateAsync(item);
        return true;
    });

    private static Task<ContentItem?> ItemAsync(ContactsTenant tenant, string id) => tenant.InAsync(services => services.GetRequiredService<IContentManager>().GetAsync(id, VersionOptions.Latest));

    private static async Task<JsonNode> DataAsync(ContactsTenant tenant, string id) => (await ItemAsync(tenant, id))!.Data.DeepClone();

    private static Task<int> CountAsync(ContactsTenant tenant, string id) => tenant.InAsync(async services =>
    {
        var sum = 0;
        foreach (var reference in services.GetServices<IPersonReference>())
        {
            sum += await reference.CountAsync(id, CancellationToken.None);
        }

        return sum;
    });
}
