using Crm.Contacts.Addresses;
using Crm.Contacts.Ages;
using Crm.Contacts.Demo;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Demo;

public sealed class DemoTests
{
    private static readonly DateOnly AsOf = new(2026, 11, 23);

    [Fact]
    public void The_standard_demo_has_12500_families_and_exactly_40000_people()
    {
        var generator = new DemoGenerator(LoadDemo.DefaultSeed, AsOf);
        var families = Enumerable.Range(0, DemoSize.Standard.Families).Select(generator.Family).ToList();
        Assert.Equal(40_000, families.Sum(family => family.People));
        Assert.Equal(12_500, families.Sum(family => family.Contacts));
        var ids = families.SelectMany(family => family.Items).Select(item => item.ContentItemId).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Equal(26, id.Length));
    }

    [Fact]
    public void The_same_seed_and_day_give_the_same_families_and_another_seed_others()
    {
        static string Written(int seed) => string.Join('\n', Enumerable.Range(0, 60).SelectMany(number => new DemoGenerator(seed, AsOf).Family(number).Items).Select(item => item.ContentItemId + item.Data.ToJsonString()));
        Assert.Equal(Written(1), Written(1));
        Assert.NotEqual(Written(1), Written(2));
    }

    [Theory]
    [InlineData("2026-11-23")]
    [InlineData("2026-12-12")]
    [InlineData("2028-02-29")]
    public void Whatever_the_day_Jonas_is_4_Ophelie_87_and_nothing_lies_ahead(string day)
    {
        var asOf = DateOnly.Parse(day);
        var generator = new DemoGenerator(LoadDemo.DefaultSeed, asOf);
        var items = Enumerable.Range(0, 200).SelectMany(number => generator.Family(number).Items).ToList();
        var people = items.Select(item => item.As<PersonPart>()).OfType<PersonPart>().ToList();
        Assert.Equal(4, Age.On(asOf, people.Single(person => person is { GivenName: "Jonas", FamilyName: "Lefèvre" }).BirthDate!.Value)!.Value.Years);
        Assert.Equal(87, Age.On(asOf, people.Single(person => person is { GivenName: "Ophélie", FamilyName: "Garnier" }).BirthDate!.Value)!.Value.Years);
        Assert.All(people, person => Assert.True(person.BirthDate <= asOf));
        Assert.All(items.Select(item => item.As<Crm.Contacts.Timeline.InteractionPart>()).OfType<Crm.Contacts.Timeline.InteractionPart>(), contact => Assert.True(DateOnly.FromDateTime(contact.At) <= asOf));
        Assert.All(people.SelectMany(person => person.Memberships), home => Assert.Contains(items, item => item.ContentItemId == home.HouseholdId));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Loaded_twice_it_is_there_once_and_cleared_only_demo_rows_go(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        await tenant.PeopleAsync(("Somebody", "Real"));
        var first = await tenant.DemoAsync();
        Assert.Equal(40, first.Families);
        Assert.Equal(first.People, (await tenant.DemoAsync()).People);
        Assert.Equal((first.People + 1).ToString(), await tenant.Browser.ReadAsync("/admin/people?handler=Count"));
        Assert.Equal("41", await tenant.Browser.ReadAsync("/admin/households?handler=Count"));

        await tenant.InAsync(services => services.GetRequiredService<LoadDemo>().ClearAsync(CancellationToken.None));
        Assert.Equal(["Somebody Real"], await tenant.WalkAsync("/admin/people"));
        Assert.Equal("0", await tenant.Browser.ReadAsync("/admin/households?handler=Count"));
        Assert.Equal(first.People, (await tenant.DemoAsync()).People);
    }

    [Fact]
    public void Every_French_address_of_the_demo_fits_on_an_envelope()
    {
        var generator = new DemoGenerator(LoadDemo.DefaultSeed, AsOf);
        var addresses = Enumerable.Range(0, 2000).SelectMany(number => generator.Family(number).Items).Select(item => item.As<AddressPart>()?.Main()).OfType<PostalAddress>().Where(address => address.Country == "FR");
        Assert.All(addresses, address => Assert.All(AddressLines.Of(address, "FR"), line => Assert.True(line.Length <= AddressLines.FrenchWidth)));
    }
}
