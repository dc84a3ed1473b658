using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Crm.Contacts.Tests.Segments;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Distribution;

public sealed partial class DistributionTests
{
    private static readonly string[] s_traits = ["source", "stage", "country", "area", "town", "age", "language", "gender", "owner", "Person.Doudou", "Person.Shy"];

    private const string Clients = """{"version":1,"match":"any","of":[{"rule":"person.stage","operator":"is","values":{"value":"client"}},{"rule":"person.stage","operator":"is","values":{"value":"dormant"}}]}""";

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Every_value_opens_as_many_people_as_it_counts_and_all_of_them_are_the_total(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        var people = await RandomPeople.InAsync(tenant, seed: 11, count: 60);
        foreach (var (narrowing, total) in new[] { ("", people.All.Count), ("&where=" + Uri.EscapeDataString(Clients), people.All.Count(person => person.Part.Stage is "client" or "dormant")) })
        {
            foreach (var trait in s_traits)
            {
                var spread = JsonNode.Parse(await tenant.Browser.ReadAsync($"/api/contacts/people/distribution?by={trait}{narrowing}"))!;
                var values = spread["items"]!.AsArray();
                Assert.Equal(total, (int)spread["total"]!);
                Assert.Equal(total, values.Sum(value => (int)value!["people"]!) + (int)spread["unknown"]!);
                foreach (var value in values)
                {
                    var opened = await tenant.Browser.ReadAsync($"/admin/people?view=all&handler=Count&where={Uri.EscapeDataString(value!["where"]!.ToString())}");
                    Assert.True(opened == value["people"]!.ToString(), $"{trait} {value["label"]}: {opened} opened, {value["people"]} counted");
                }
            }
        }

        var doudou = JsonNode.Parse(await tenant.Browser.ReadAsync("/api/contacts/people/distribution?by=Person.Doudou"))!;
        Assert.Equal(people.All.Count(person => string.IsNullOrWhiteSpace(person.Doudou)), (int)doudou["unknown"]!);
        var ages = JsonNode.Parse(await tenant.Browser.ReadAsync("/api/contacts/people/distribution?by=age"))!;
        Assert.Equal(people.All.Count(person => person.Part.BirthDate is null), (int)ages["unknown"]!);
    }

    [Fact]
    public async Task The_page_shows_them_and_each_figure_leads_to_its_list()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        await tenant.DemoAsync();
        var page = await tenant.Browser.ReadAsync("/admin/people/distribution?by=town");
        var figures = Figure().Matches(page).Select(match => (Address: WebUtility.HtmlDecode(match.Groups["href"].Value)[$"/{tenant.Settings.Name}".Length..], People: match.Groups["people"].Value)).ToList();
        Assert.True(figures.Count > 3, page);
        foreach (var (address, people) in figures)
        {
            Assert.Equal(people, await tenant.Browser.ReadAsync(address + "&handler=Count"));
        }

        Assert.Contains("/admin/people/distribution?stage=client", await tenant.Browser.ReadAsync("/admin/people?stage=client"));
        Assert.Contains("Nobody to count", await tenant.Browser.ReadAsync("/admin/people/distribution?q=zzzzzz"));
        Assert.Contains("cannot be read", await tenant.Browser.ReadAsync("/admin/people/distribution?where=%7B"));
    }

    [Fact]
    public async Task Places_have_a_map_and_areas_one_as_long_as_all_of_them_are_in_one_country()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        await AddAsync("FR", "24100");
        Assert.Contains("data-map=\"world\"", await tenant.Browser.ReadAsync("/admin/people/distribution?by=country"));
        Assert.DoesNotContain("data-map", await tenant.Browser.ReadAsync("/admin/people/distribution?by=town"));
        var areas = await tenant.Browser.ReadAsync("/admin/people/distribution?by=area");
        Assert.Contains("data-map=\"france\"", areas);
        Assert.Contains("<tr data-place=\"24\" data-people=\"1\">", areas);

        await AddAsync("DE", "24103");

        var mixed = await tenant.Browser.ReadAsync("/admin/people/distribution?by=area");
        Assert.DoesNotContain("data-map", mixed);
        var within = WebUtility.HtmlDecode(Regex.Match(mixed, "href=\"([^\"]+)\">France alone").Groups[1].Value)[$"/{tenant.Settings.Name}".Length..];
        areas = await tenant.Browser.ReadAsync(within);
        Assert.Contains("data-map=\"france\"", areas);
        Assert.Contains("<tr data-place=\"24\" data-people=\"1\">", areas);

        Task AddAsync(string country, string postcode) => tenant.InAsync(async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            var item = await content.NewAsync(ContactTypes.Person);
            item.Alter<Crm.Contacts.People.PersonPart>(part => part.GivenName = "Lou");
            item.Alter<Crm.Contacts.Addresses.AddressPart>(part => part.Addresses = [new() { Country = country, Postcode = postcode, City = "Kiel" }]);
            await content.CreateAsync(item);
            return true;
        });
    }

    [Fact]
    public async Task More_values_than_a_page_holds_are_counted_on_the_pages_before_and_behind()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        await tenant.InAsync(async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            for (var i = 0; i < 130; i++)
            {
                var item = await content.NewAsync(ContactTypes.Person);
                item.Alter<Crm.Contacts.People.PersonPart>(part => (part.GivenName, part.Source) = ("Lou", i < 120 ? $"S{i:000}" : "S000"));
                await content.CreateAsync(item);
            }

            return true;
        });

        var (seen, next) = (new List<string>(), (int?)0);
        while (next is { } from)
        {
            var spread = JsonNode.Parse(await tenant.Browser.ReadAsync($"/api/contacts/people/distribution?by=source&from={from}"))!;
            seen.AddRange(spread["items"]!.AsArray().Select(value => value!["value"]!.ToString()));
            next = (int?)spread["next"];
        }

        Assert.Equal((120, 120, "S000"), (seen.Count, seen.Distinct().Count(), seen[0]));
        var page = await tenant.Browser.ReadAsync("/admin/people/distribution?by=source");
        Assert.Contains("20 further values", page);
        page = await tenant.Browser.ReadAsync("/admin/people/distribution?by=source&from=100");
        Assert.Contains("100 values before", page);
        Assert.Contains(">130<", page);
    }

    [Fact]
    public async Task A_hidden_field_spreads_nobody_and_who_sees_his_own_counts_these()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        await tenant.DemoAsync();
        await tenant.Host.AddRoleAsync(tenant.Settings, "Viewer", "AccessAdminPanel", "ViewContacts");
        await tenant.Host.AddRoleAsync(tenant.Settings, "Keeper", "AccessAdminPanel", "ViewOwnContacts");
        await tenant.InAsync(async services =>
        {
            var fields = services.GetRequiredService<IDocumentManager<FieldRights>>();
            var rights = await fields.GetOrCreateMutableAsync();
            rights.Fields.Add(new FieldRight { ContentType = ContactTypes.Person, Path = "AddressPart", Roles = ["Chosen"] });
            await fields.UpdateAsync(rights);
            return true;
        });
        await tenant.Host.AddUserAsync(tenant.Settings, "vera", "Viewer");
        await tenant.Host.AddUserAsync(tenant.Settings, "otto", "Keeper");

        using var vera = await tenant.As("vera");
        Assert.DoesNotContain("Libourne", await vera.ReadAsync("/admin/people/distribution?by=town"));
        using (var refused = await vera.GetAsync("/api/contacts/people/distribution?by=town"))
        {
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains("by is one of: source", await refused.Content.ReadAsStringAsync());
        }

        using var otto = await tenant.As("otto");
        Assert.Equal(0, (int)JsonNode.Parse(await otto.ReadAsync("/api/contacts/people/distribution?by=source"))!["total"]!);
        using var wrong = await tenant.Browser.GetAsync("/api/contacts/people/distribution?by=source&from=-1");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [GeneratedRegex("""<td class="num"><a href="(?<href>[^"]*admin/people\?[^"]+)"[^>]*>(?<people>[0-9]+)</a>""")]
    private static partial Regex Figure();
}
