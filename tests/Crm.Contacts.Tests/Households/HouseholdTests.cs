using System.Net;

namespace Crm.Contacts.Tests.Households;

public sealed class HouseholdTests
{
    [Fact]
    public async Task A_child_in_two_homes_is_in_both_and_counted_once()
    {
        var tenant = await ContactsTenant.DemoTenantAsync();
        foreach (var (home, other) in new[] { ("moreau", "Famille Haddad"), ("haddad", "Famille Moreau") })
        {
            var id = await tenant.HouseholdAsync("famille " + home);
            var page = WebUtility.HtmlDecode(await tenant.Browser.ReadAsync($"/admin/households/{id}"));
            Assert.Contains("Inès Moreau Haddad", page);
            Assert.Contains("50 % of the time", page);
            Assert.Contains(other, page);
        }

        Assert.Equal("1", await tenant.Browser.ReadAsync("/admin/people?q=ines+moreau&handler=Count"));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Members_are_added_leave_with_a_date_and_are_removed_when_it_was_a_mistake(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        using var made = await tenant.Browser.SubmitAsync("/admin/households/new", [new("Input.Name", "Famille Roy"), new("Input.Address.City", "Nantes"), new("Input.Address.Country", "FR")]);
        var home = made.Headers.Location!.OriginalString.Split('/')[^1];
        var page = $"/admin/households/{home}";
        await SubmitAsync([new("GivenName", "Odile"), new("FamilyName", "Roy"), new("BirthDate", "1980-02-29"), new("Role", "parent")], "Add");
        Assert.Contains("Odile Roy", await tenant.Browser.ReadAsync(page));
        Assert.Equal(["Odile Roy"], (await tenant.ListAsync("/admin/people?q=nantes")).Names);

        var odile = await tenant.PersonAsync("odile roy");
        await SubmitAsync([new("PersonId", odile), new("Role", "parent")], "Add");
        Assert.Contains("Odile Roy is a member already.", WebUtility.HtmlDecode(await tenant.Browser.ReadAsync(page)));
        await SubmitAsync([new("personId", odile), new("on", "2026-11-01")], "Leave");
        Assert.Contains("until 11/1/2026", WebUtility.HtmlDecode(await tenant.Browser.ReadAsync(page)));
        await SubmitAsync([new("personId", odile)], "Remove");
        Assert.Contains("Nobody lives here yet", await tenant.Browser.ReadAsync(page));

        async Task SubmitAsync(IEnumerable<KeyValuePair<string, string>> fields, string handler)
        {
            using var answer = await tenant.Browser.SubmitAsync(page, fields, $"{page}/members?handler={handler}");
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Who_lives_there_moves_in_the_lists_when_the_household_moves(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        await tenant.DemoAsync();
        var id = await tenant.HouseholdAsync("famille lefevre");
        using var moved = await tenant.Browser.SubmitAsync($"/admin/households/{id}/edit", [new("Input.Name", "Famille Lefèvre"), new("Input.Address.City", "Quimper"), new("Input.Address.Country", "FR")]);
        Assert.Equal(HttpStatusCode.Redirect, moved.StatusCode);
        Assert.Contains("Jonas Lefèvre", (await tenant.ListAsync("/admin/people?q=quimper+jonas")).Names);
    }
}
