using System.Net;
using System.Text.RegularExpressions;
using Crm.Contacts.Tests.Segments;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Views;

public sealed partial class PeopleViewsTests
{
    private const string Where = """{"version":1,"match":"all","of":[{"rule":"person.stage","operator":"is","values":{"value":"client"}},{"rule":"household.child","operator":"any"}]}""";

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task A_shared_view_opens_the_same_list_for_a_colleague_by_its_address(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        await tenant.DemoAsync();
        var address = await SaveAsync(tenant.Browser, "Parents", Where, ("sort", "-modified"), ("columns", "stage,town"), ("IsShared", "true"));
        await ReaderAsync(tenant);
        using var rene = await tenant.As("rene");
        var mine = await ListedAsync(tenant, tenant.Browser, address);
        Assert.Contains("Claire Lefèvre", mine);
        Assert.DoesNotContain("Jonas Lefèvre", mine);
        Assert.Equal(mine, await ListedAsync(tenant, rene, address));
        Assert.Equal($"{(await tenant.WalkAsync(address + "&sort=-modified")).Count}", await rene.ReadAsync(address + "&handler=Count"));
        var page = await rene.ReadAsync(address + "&sort=-modified");
        Assert.Equal(["Name", "Stage", "Town"], Headings(page));
        Assert.Contains("Lives with a child of any age", page);
    }

    [Fact]
    public async Task Chips_take_conditions_away_one_by_one_and_pages_keep_the_view()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        await tenant.DemoAsync();
        var address = await SaveAsync(tenant.Browser, "Parents", Where);
        var page = await tenant.Browser.ReadAsync(address);
        var without = Chip().Matches(page).Select(match => WebUtility.HtmlDecode(match.Groups["href"].Value)[$"/{tenant.Settings.Name}".Length..]).Where(href => href.Contains("where=", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, without.Count);
        var (all, parents, clients) = (await tenant.WalkAsync("/admin/people?view=all"), await tenant.WalkAsync(address), await tenant.WalkAsync(without[1]));
        Assert.True(parents.Count < clients.Count && clients.Count < all.Count);
        Assert.Equal((await tenant.WalkAsync("/admin/people?stage=client")).Order(), clients.Order());
        var none = Chip().Matches(await tenant.Browser.ReadAsync(without[1])).Select(match => WebUtility.HtmlDecode(match.Groups["href"].Value)[$"/{tenant.Settings.Name}".Length..]).Single(href => href.Contains("where=", StringComparison.Ordinal));
        Assert.Equal(all, await tenant.WalkAsync(none));
    }

    [Fact]
    public async Task A_personal_view_is_nobody_elses_and_a_default_opens_the_plain_list()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        await tenant.DemoAsync();
        var address = await SaveAsync(tenant.Browser, "Mine", Where, ("IsDefault", "true"));
        await ReaderAsync(tenant);
        using var rene = await tenant.As("rene");
        Assert.Contains("not shared with you", await rene.ReadAsync(address));
        Assert.DoesNotContain(">Mine", await rene.ReadAsync("/admin/people"));
        Assert.Equal(await tenant.WalkAsync(address), await tenant.WalkAsync("/admin/people"));
        Assert.True((await tenant.WalkAsync("/admin/people?view=all")).Count > (await tenant.WalkAsync("/admin/people")).Count);

        using (await tenant.Browser.SubmitAsync("/admin/people/views", [], $"/admin/people/views?handler=Remove&id={address.Split('=')[1]}"))
        {
        }

        Assert.Equal((await tenant.WalkAsync("/admin/people?view=all")).Count, (await tenant.WalkAsync("/admin/people")).Count);
        using (await tenant.Browser.SubmitAsync("/admin/people/filter", [], $"/admin/people/views?handler=Restore&id={address.Split('=')[1]}"))
        {
        }

        Assert.Equal(await tenant.WalkAsync(address), await tenant.WalkAsync("/admin/people"));
        using var theirs = await rene.SubmitAsync("/admin/people/filter", [], $"/admin/people/views?handler=Remove&id={address.Split('=')[1]}");
        Assert.Equal(HttpStatusCode.NotFound, theirs.StatusCode);
    }

    [Fact]
    public async Task Columns_are_kept_for_each_user_and_a_hidden_one_is_never_shown()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var people = await RandomPeople.InAsync(tenant, 5, 30);
        await ReaderAsync(tenant);
        using var rene = await tenant.As("rene");
        foreach (var browser in new[] { tenant.Browser, rene })
        {
            using var moved = await browser.SubmitAsync("/admin/people/columns", [new("Keys", "phone"), new("Keys", "Person.Doudou"), new("Chosen", "phone"), new("Chosen", "Person.Doudou"), new("act", "up:Person.Doudou")], "/admin/people/columns?handler=Move");
            Assert.Matches("""Person\.Doudou(.|\n)*"phone""", await moved.Content.ReadAsStringAsync());
            using var saved = await browser.SubmitAsync("/admin/people/columns", [new("Keys", "Person.Doudou"), new("Keys", "stage"), new("Keys", "made-up"), new("Chosen", "Person.Doudou"), new("Chosen", "stage"), new("Chosen", "made-up")]);
            Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        }

        var page = await tenant.Browser.ReadAsync("/admin/people");
        Assert.Equal(["Name", "Doudou", "Stage"], Headings(page));
        Assert.Contains(people.All.First(person => person.Doudou is not null).Doudou!, WebUtility.HtmlDecode(page));
        await tenant.InAsync(async services =>
        {
            var fields = services.GetRequiredService<IDocumentManager<FieldRights>>();
            var hidden = await fields.GetOrCreateMutableAsync();
            hidden.Fields.Add(new FieldRight { ContentType = ContactTypes.Person, Path = "Person.Doudou", Roles = ["Chosen"] });
            await fields.UpdateAsync(hidden);
            return true;
        });
        page = await rene.ReadAsync("/admin/people");
        Assert.Equal(["Name", "Stage"], Headings(page));
        Assert.DoesNotContain("Lapin bleu", WebUtility.HtmlDecode(page));
        Assert.DoesNotContain("Doudou", await rene.ReadAsync("/admin/people/columns"));
        Assert.DoesNotContain("Doudou", await rene.ReadAsync("/admin/people/filter"));
    }

    [Fact]
    public async Task A_filter_is_built_opened_and_refused_over_hidden_fields()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        await tenant.DemoAsync();
        KeyValuePair<string, string>[] form = [new("stage", "client"), new("Nodes[0].Depth", "0"), new("Nodes[0].Match", "all"), new("Nodes[1].Depth", "1"), new("Nodes[1].Rule", "person.town"), new("Nodes[1].Op", "is"), new("Nodes[1].Values[value]", "Libourne")];
        using var opened = await tenant.Browser.SubmitAsync("/admin/people/filter", form);
        var address = opened.Headers.Location!.ToString()[$"/{tenant.Settings.Name}".Length..];
        Assert.Contains("Claire Lefèvre", await tenant.WalkAsync(address));
        Assert.DoesNotContain("Thomas Moreau", await tenant.WalkAsync(address));
        using var preview = await tenant.Browser.SubmitAsync("/admin/people/filter", form, "/admin/people/filter?handler=Preview");
        Assert.Contains($"<b>{(await tenant.WalkAsync(address)).Count}</b>", await preview.Content.ReadAsStringAsync());
        Assert.Contains("value=\"Libourne\"", await tenant.Browser.ReadAsync("/admin/people/filter" + address[address.IndexOf('?')..]));
        using var wrong = await tenant.Browser.SubmitAsync("/admin/people/views/save", [new("Name", "Wrong"), new("where", "{")]);
        Assert.Contains("cannot be read", await wrong.Content.ReadAsStringAsync());
    }

    private static async Task ReaderAsync(ContactsTenant tenant)
    {
        await tenant.Host.AddRoleAsync(tenant.Settings, "Reader", "AccessAdminPanel", "ViewContacts");
        await tenant.Host.AddUserAsync(tenant.Settings, "rene", "Reader");
    }

    private static async Task<string> SaveAsync(TestBrowser browser, string name, string where, params (string Name, string Value)[] more)
    {
        using var saved = await browser.SubmitAsync("/admin/people/views/save", [new("Name", name), new("where", where), .. more.Select(one => KeyValuePair.Create(one.Name, one.Value))]);
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var location = saved.Headers.Location!.ToString();
        return location[location.IndexOf("/admin", StringComparison.Ordinal)..];
    }

    private static async Task<List<string>> ListedAsync(ContactsTenant tenant, TestBrowser browser, string address)
    {
        using var first = await browser.GetAsync(address);
        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        return (await tenant.ListAsync(first.Headers.Location!.ToString()[$"/{tenant.Settings.Name}".Length..], browser)).Names;
    }

    private static List<string> Headings(string page) => [.. Heading().Matches(page).Select(match => Tag().Replace(match.Groups["text"].Value, "").Trim())];

    [GeneratedRegex("""<th (?!class)[^>]*>(?<text>.*?)</th>""", RegexOptions.Singleline)]
    private static partial Regex Heading();

    [GeneratedRegex("<[^>]+>", RegexOptions.Singleline)]
    private static partial Regex Tag();

    [GeneratedRegex("""<span class="chip">.*?<a href="(?<href>[^"]+)""", RegexOptions.Singleline)]
    private static partial Regex Chip();
}
