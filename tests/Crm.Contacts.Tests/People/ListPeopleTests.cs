using System.Net;

namespace Crm.Contacts.Tests.People;

public sealed class ListPeopleTests
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Names_that_are_equal_keep_their_order_over_all_pages(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        await tenant.PeopleAsync([.. Enumerable.Range(0, 130).Select(i => ("Jean", i % 2 == 0 ? "Martin" : "Martîn"))]);

        var forwards = await tenant.WalkAsync("/admin/people");
        Assert.Equal(130, forwards.Count);
        Assert.Equal([.. Enumerable.Repeat("Jean Martin", 65), .. Enumerable.Repeat("Jean Martîn", 65)], forwards);
        Assert.Equal(Enumerable.Reverse(forwards), await tenant.WalkAsync("/admin/people?sort=-name"));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Each_order_goes_through_everybody_once_in_both_directions(string database)
    {
        var tenant = await ContactsTenant.DemoTenantAsync(database);
        var everybody = (await tenant.WalkAsync("/admin/people")).Order().ToList();
        Assert.True(everybody.Count > 100);
        foreach (var order in new[] { "name", "city", "birth", "modified", "added" })
        {
            var up = await tenant.WalkAsync($"/admin/people?sort={order}");
            Assert.Equal(everybody, up.Order());
            Assert.Equal(Enumerable.Reverse(up), await tenant.WalkAsync($"/admin/people?sort=-{order}"));
        }
    }

    [Theory]
    [InlineData("lefe", "Jonas Lefèvre")]
    [InlineData("LEFÈVRE jon", "Jonas Lefèvre")]
    [InlineData("moreau haddad", "Inès Moreau Haddad")]
    [InlineData("sarlat", "Ophélie Garnier")]
    [InlineData("林", "林小安")]
    [InlineData("林小安", "林小安")]
    [InlineData("حداد", "يارا حداد")]
    [InlineData("claire.lefevre@ex", "Claire Lefèvre")]
    [InlineData("05 36 49 00 01", "Claire Lefèvre")]
    [InlineData("+33 5 36 49 00 01", "Claire Lefèvre")]
    [InlineData("0536490001", "Claire Lefèvre")]
    public async Task A_search_finds_by_name_town_address_and_phone(string typed, string found)
    {
        foreach (var database in new[] { "Sqlite", "Postgres" })
        {
            var tenant = await ContactsTenant.DemoTenantAsync(database);
            var names = (await tenant.ListAsync("/admin/people?q=" + Uri.EscapeDataString(typed))).Names;
            Assert.Contains(found, names);
            Assert.DoesNotContain("Thomas Moreau", names);
        }
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task The_count_comes_after_the_rows_and_is_that_of_the_filter(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        await tenant.PeopleAsync([.. Enumerable.Range(0, 1234).Select(i => ("Odile", i % 3 == 0 ? "Vidal" : "Roux"))]);
        Assert.Equal("1,234", await tenant.Browser.ReadAsync("/admin/people?handler=Count"));
        Assert.Equal("412", await tenant.Browser.ReadAsync("/admin/people?q=vid&handler=Count"));
    }

    [Fact]
    public async Task A_name_with_script_is_shown_as_letters()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var ids = await tenant.PeopleAsync(("<script>alert(1)</script>", "\"><img src=x onerror=alert(2)>"));
        foreach (var address in new[] { "/admin/people", $"/admin/people/{ids[0]}", $"/admin/people/{ids[0]}/edit" })
        {
            var page = await tenant.Browser.ReadAsync(address);
            Assert.DoesNotContain("<script>alert", page);
            Assert.DoesNotContain("<img src=x", page);
        }
    }

    [Fact]
    public async Task An_empty_list_says_what_to_do_next()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        Assert.Contains("Add the first person", await tenant.Browser.ReadAsync("/admin/people"));
        Assert.Contains("Show everybody", await tenant.Browser.ReadAsync("/admin/people?q=nobody"));
    }

    [Fact]
    public async Task A_tampered_place_begins_the_list_at_its_beginning()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        await tenant.PeopleAsync(("Jonas", "Lefèvre"));
        Assert.Equal(["Jonas Lefèvre"], (await tenant.ListAsync("/admin/people?after=%27%20OR%201")).Names);
    }

    [Fact]
    public async Task Switched_off_the_module_leaves_no_trace_in_the_menu_and_its_pages_are_gone()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        Assert.Contains("/admin/households", await tenant.Browser.ReadAsync("/admin/people"));
        await tenant.Host.SwitchAsync(tenant.Settings, off: ["Crm.Contacts"]);
        using var page = await tenant.Browser.GetAsync("/admin/people");
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.DoesNotContain("/admin/households", await tenant.Browser.ReadAsync("/admin/users"));
    }
}
