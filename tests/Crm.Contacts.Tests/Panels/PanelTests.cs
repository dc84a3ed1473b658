using System.Net;
using System.Text.RegularExpressions;
using Crm.Kernel.Hosting;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Panels;

public sealed class PanelTests
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task A_panel_loads_on_its_own_and_has_a_page_without_script(string database)
    {
        await using var tenant = await WithPanelsAsync(database);
        var id = (await tenant.PeopleAsync(("Odile", "Panneau")))[0];
        var page = await tenant.Browser.ReadAsync($"/admin/people/{id}");
        Assert.Matches($"""hx-get="/{tenant.Settings.Name}/admin/contacts/{id}/panels/steady" hx-trigger="load"(?s:.)*?<a href="/{tenant.Settings.Name}/admin/contacts/{id}/panels/steady">Steady panel</a>""", page);
        Assert.DoesNotContain("Steady of", page);
        var whole = await tenant.Browser.ReadAsync($"/admin/contacts/{id}/panels/steady");
        Assert.Matches($"""<html(?s:.)*<a [^>]*href="/{tenant.Settings.Name}/admin/people/{id}"(?s:.)*Steady of Odile Panneau""", whole);
        var piece = await PieceAsync(tenant.Browser, id, "steady");
        Assert.StartsWith("<section", piece.Trim());
        Assert.Contains("Steady of Odile Panneau", piece);
    }

    [Theory]
    [InlineData("broken", "The panel cannot be read.")]
    [InlineData("crooked", "IndexOutOfRange")]
    public async Task A_panel_that_throws_shows_a_reference_that_is_in_the_log_and_nothing_of_itself(string name, string cause)
    {
        await using var tenant = await WithPanelsAsync();
        var id = (await tenant.PeopleAsync(("Odile", "Panneau")))[0];
        var piece = await PieceAsync(tenant.Browser, id, name);
        var reference = Regex.Match(piece, "Reference: (?<id>[0-9a-f]+)").Groups["id"].Value;
        var error = tenant.Host.Services.GetRequiredService<ErrorLog>().Find(tenant.Settings.Name, reference);
        Assert.Contains(cause, error?.Details);
        Assert.Contains("Try again", piece);
        Assert.DoesNotContain("half of it", piece);
        Assert.Contains("Steady panel", await tenant.Browser.ReadAsync($"/admin/people/{id}"));
        Assert.Contains("Reference: ", await tenant.Browser.ReadAsync($"/admin/contacts/{id}/panels/{name}"));
    }

    [Fact]
    public async Task Who_lacks_the_right_of_a_panel_or_of_the_contact_sees_no_trace()
    {
        await using var tenant = await WithPanelsAsync();
        var id = (await tenant.PeopleAsync(("Odile", "Panneau")))[0];
        await tenant.Host.AddRoleAsync(tenant.Settings, "Reader", "AccessAdminPanel", "ViewContacts");
        await tenant.Host.AddRoleAsync(tenant.Settings, "Own", "AccessAdminPanel", "ViewOwnContacts");
        await tenant.Host.AddUserAsync(tenant.Settings, "reader", "Reader");
        await tenant.Host.AddUserAsync(tenant.Settings, "alone", "Own");
        using var reader = await tenant.As("reader");
        using var alone = await tenant.As("alone");
        Assert.Contains("Locked panel", await tenant.Browser.ReadAsync($"/admin/people/{id}"));
        var page = await reader.ReadAsync($"/admin/people/{id}");
        Assert.Contains("Steady panel", page);
        Assert.DoesNotContain("Locked panel", page);
        foreach (var (browser, name) in new[] { (reader, "locked"), (alone, "steady"), (tenant.Browser, "unknown") })
        {
            using var answer = await browser.GetAsync($"/admin/contacts/{id}/panels/{name}");
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    private static async Task<ContactsTenant> WithPanelsAsync(string database = "Sqlite")
    {
        var tenant = await ContactsTenant.StartAsync(database);
        await tenant.Host.SwitchAsync(tenant.Settings, on: ["PanelModule"]);
        return tenant;
    }

    private static async Task<string> PieceAsync(TestBrowser browser, string id, string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"admin/contacts/{id}/panels/{name}");
        request.Headers.Add("HX-Request", "true");
        using var answer = await browser.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }
}
