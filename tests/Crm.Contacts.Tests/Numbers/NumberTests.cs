using System.Text.Json.Nodes;
using Crm.Contacts.Duplicates.Merge;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Numbers;

public sealed class NumberTests
{
    public static TheoryData<string> OnEachDatabase => ["Sqlite", "Postgres"];

    [Theory]
    [MemberData(nameof(OnEachDatabase))]
    public async Task Everybody_gets_a_number_whoever_makes_the_record_and_keeps_it(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        var made = await tenant.PeopleAsync(("Zora", "Quistrebert"), ("Zoé", "Quistrebert"));
        var (report, _) = await tenant.ImportAsync("nom;prénom\nQuistrebert;Zadig\nQuistrebert;Zita\n"u8.ToArray(), """{ "separator": ";", "columns": { "nom": "FamilyName", "prénom": "GivenName" } }""");
        Assert.Equal(2, report.Created);
        await tenant.DemoAsync();

        var numbers = await NumbersAsync(tenant);
        Assert.DoesNotContain(0, numbers.Values);
        Assert.Equal(numbers.Count, numbers.Values.Distinct().Count());
        Assert.True(numbers[made[0]] < numbers[made[1]], "they grow in the order of making");

        await tenant.InAsync(async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            var item = (await content.GetAsync(made[0], VersionOptions.Latest))!;
            item.Alter<PersonPart>(person => (person.Number, person.Function) = (numbers[made[1]], "Nurse"));
            await content.UpdateAsync(item);
            return true;
        });
        Assert.Equal(numbers, await NumbersAsync(tenant));
    }

    [Theory]
    [MemberData(nameof(OnEachDatabase))]
    public async Task A_number_that_is_brought_is_kept_when_it_is_free_and_never_given_again(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        var first = (await tenant.PeopleAsync(("Zora", "Quistrebert")))[0];
        var taken = (await NumbersAsync(tenant))[first];
        await tenant.InAsync(services => services.GetRequiredService<IContentManager>().ImportAsync([Brought("brought-1", 500), Brought("brought-2", taken), Brought("brought-3", 500)]));
        var next = (await tenant.PeopleAsync(("Zoé", "Quistrebert")))[0];

        var numbers = await NumbersAsync(tenant);
        Assert.Equal((taken, 500), (numbers[first], numbers["brought-1"]));
        Assert.True(numbers["brought-2"] > 500 && numbers["brought-3"] > 500 && numbers[next] > numbers["brought-3"], string.Join(", ", numbers));
        Assert.Equal(numbers.Count, numbers.Values.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(OnEachDatabase))]
    public async Task Twenty_at_once_get_twenty_numbers(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => tenant.PeopleAsync(($"Zora{i}", "Quistrebert"))));

        Assert.Equal(20, (await NumbersAsync(tenant)).Values.Distinct().Count(number => number > 0));
    }

    [Theory]
    [MemberData(nameof(OnEachDatabase))]
    public async Task A_merged_number_leads_to_who_took_it_over_and_undo_gives_it_back(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        var ids = await tenant.PeopleAsync(("Zora", "Quistrebert"), ("Zora", "Kistrebert"));
        var before = await NumbersAsync(tenant);
        var batch = await tenant.InAsync(async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            var merged = await services.GetRequiredService<MergePeople>().MergeAsync(
                (await content.GetAsync(ids[0], VersionOptions.Latest))!, (await content.GetAsync(ids[1], VersionOptions.Latest))!, new MergeChoices(new Dictionary<string, MergeSide>(), false), CancellationToken.None);
            await services.GetRequiredService<ISession>().SaveChangesAsync();
            return merged;
        });

        var person = await PersonAsync(tenant, ids[0]);
        Assert.Equal(before[ids[0]], person.Number);
        Assert.Equal([before[ids[1]]], person.FormerNumbers);
        Assert.Contains($"formerly {before[ids[1]]}", await tenant.Browser.ReadAsync($"/admin/people/{ids[0]}"));

        Assert.Empty(await tenant.InAsync(services => services.GetRequiredService<UndoMerge>().RunAsync(batch, null)));
        Assert.Empty((await PersonAsync(tenant, ids[0])).FormerNumbers);
        Assert.Equal(before, await NumbersAsync(tenant));
    }

    [Theory]
    [MemberData(nameof(OnEachDatabase))]
    public async Task The_list_finds_sorts_and_shows_it(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        await tenant.PeopleAsync([.. Enumerable.Range(1, 12).Select(i => ($"Zora{i}", "Quistrebert"))]);
        var numbers = (await NumbersAsync(tenant)).Values.Order().ToList();

        foreach (var typed in new[] { $"{numbers[10]}", $"#{numbers[10]}", $"n° {numbers[10]}" })
        {
            Assert.Equal(["Zora11 Quistrebert"], (await tenant.ListAsync("/admin/people?q=" + Uri.EscapeDataString(typed))).Names);
        }

        Assert.Empty((await tenant.ListAsync("/admin/people?q=%23999999")).Names);
        var page = JsonNode.Parse(await tenant.Browser.ReadAsync("/api/contacts/people?sort=-number&take=3"))!["items"]!.AsArray();
        Assert.Equal([numbers[11], numbers[10], numbers[9]], page.Select(item => (long)item!["number"]!));
    }

    private static ContentItem Brought(string id, long number)
    {
        var item = new ContentItem { ContentItemId = id, ContentType = ContactTypes.Person, Latest = true, Published = true, DisplayText = id };
        item.Apply(new PersonPart { GivenName = id, Number = number });
        return item;
    }

    private static Task<SortedDictionary<string, long>> NumbersAsync(ContactsTenant tenant) => tenant.InAsync(services
        => Task.FromResult(new SortedDictionary<string, long>(services.GetRequiredService<ISession>().QueryIndex<PersonIndex>().ToDictionary(row => row.ContentItemId, row => row.Number))));

    private static Task<PersonPart> PersonAsync(ContactsTenant tenant, string id) => tenant.InAsync(async services
        => (await services.GetRequiredService<IContentManager>().GetAsync(id, VersionOptions.Latest))!.As<PersonPart>()!);
}
