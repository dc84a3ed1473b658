using System.Net;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Kernel.Content;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.People;

public sealed class EditPersonTests
{
    private static async Task<ContentItem> GetAsync(ContactsTenant tenant, string id)
        => (await tenant.InAsync(services => services.GetRequiredService<IContentManager>().GetAsync(id, VersionOptions.Latest)))!;

    private static string IdOf(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return response.Headers.Location!.OriginalString.Split('/')[^1];
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task A_new_person_is_stored_as_typed_and_found_at_once(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        using var answer = await tenant.Browser.SubmitAsync("/admin/people/new", [
            new("Input.GivenName", " Jonas "), new("Input.FamilyName", "Lefèvre"), new("Input.BirthDate", "2021-12-12"), new("Input.Languages", "fr, en"),
            new("Input.Emails[0].Value", "Jonas@Example.ORG"), new("Input.Emails[0].Kind", "home"), new("Input.Phones[0].Value", "+33 6 12 34 56 78"), new("Input.Phones[0].Kind", "mobile"),
            new("Input.Address.Lines", "12 rue des Lilas"), new("Input.Address.Postcode", "33500"), new("Input.Address.City", "Libourne"), new("Input.Address.Country", "fr")]);
        var item = await GetAsync(tenant, IdOf(answer));
        Assert.Equal("Jonas Lefèvre", item.DisplayText);
        Assert.Equal("Jonas@example.org", item.As<ContactPointsPart>()!.Emails.Single().Address);
        Assert.Equal("+33612345678", item.As<ContactPointsPart>()!.Phones.Single().Number);
        var page = WebUtility.HtmlDecode(await tenant.Browser.ReadAsync($"/admin/people/{item.ContentItemId}"));
        Assert.Contains("4 years, turns 5 on 12 Dec", page);
        Assert.Equal(["Jonas Lefèvre"], (await tenant.ListAsync("/admin/people?q=libou")).Names);
    }

    [Fact]
    public async Task Every_fault_is_shown_beside_its_field_and_nothing_is_written()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        using var answer = await tenant.Browser.SubmitAsync("/admin/people/new", [
            new("Input.FamilyName", new string('x', 201)), new("Input.BirthDate", "2027-01-01"), new("Input.Emails[0].Value", "nonsense"), new("Input.Phones[0].Value", "12"), new("Input.TimeZone", "Mars/Olympus"), new("Input.Address.Country", "ZZ")]);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        foreach (var sentence in new[] { "This is too long: 200 characters at most.", "A birth date cannot lie in the future.", "This is not an e-mail address.", "This is not a phone number.", "There is no such time zone", "This is not a country's two-letter code." })
        {
            Assert.Contains(sentence, page);
        }

        Assert.Equal("0", await tenant.Browser.ReadAsync("/admin/people?handler=Count"));
    }

    [Theory]
    [InlineData("31/02/2020", "“31/02/2020” does not fit here.")]
    [InlineData("0001-01-01", "Nobody is that old: look at the year.")]
    [InlineData("9999-12-31", "A birth date cannot lie in the future.")]
    public async Task An_absurd_date_is_refused_by_a_sentence(string date, string sentence)
    {
        await using var tenant = await ContactsTenant.StartAsync();
        using var answer = await tenant.Browser.SubmitAsync("/admin/people/new", [new("Input.GivenName", "A"), new("Input.BirthDate", date)]);
        Assert.Contains(sentence, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_has_expired_is_answered_by_a_sentence_that_says_so()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        using var answer = await tenant.Browser.PostAsync("/admin/people/new", [new("Input.GivenName", "A")]);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("The form has expired", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_somebody_has_already_is_named_while_typing()
    {
        var tenant = await ContactsTenant.DemoTenantAsync();
        Assert.Contains("Claire Lefèvre already has this address.", WebUtility.HtmlDecode(await tenant.Browser.ReadAsync("/admin/people/new?handler=Email&Input.Emails[0].Value=Claire.Lefevre%2Bnoel@example.org")));
        Assert.Equal("", await tenant.Browser.ReadAsync("/admin/people/new?handler=Email&Input.Emails[0].Value=nobody@example.org"));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Deleted_the_person_leaves_the_lists_and_undo_brings_them_back(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        var id = (await tenant.PeopleAsync(("Jonas", "Lefèvre")))[0];
        using var deleted = await tenant.Browser.SubmitAsync($"/admin/people/{id}", [], $"/admin/contacts/{id}/delete");
        Assert.Equal(HttpStatusCode.Redirect, deleted.StatusCode);
        Assert.Empty((await tenant.ListAsync("/admin/people")).Names);
        using var gone = await tenant.Browser.GetAsync($"/admin/people/{id}");
        Assert.EndsWith($"/admin/contacts/{id}/trashed", gone.Headers.Location!.ToString());
        var place = WebUtility.HtmlDecode(await tenant.Browser.ReadAsync($"/admin/contacts/{id}/trashed"));
        Assert.Contains("Jonas Lefèvre is in the trash.", place);
        Assert.Contains($"action=\"/{tenant.Settings.Name}/admin/contacts/{id}/restore\"", place);

        using var back = await tenant.Browser.SubmitAsync("/admin/people/new", [], $"/admin/contacts/{id}/restore");
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        Assert.Equal(["Jonas Lefèvre"], (await tenant.ListAsync("/admin/people?q=lef")).Names);
        using var nothing = await tenant.Browser.GetAsync($"/admin/contacts/{id}/trashed");
        Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
    }

    [Fact]
    public async Task Who_may_not_bring_somebody_back_is_not_told_of_the_trash()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var id = (await tenant.PeopleAsync(("Jonas", "Lefèvre")))[0];
        using var deleted = await tenant.Browser.SubmitAsync($"/admin/people/{id}", [], $"/admin/contacts/{id}/delete");
        await tenant.Host.AddRoleAsync(tenant.Settings, "Reader", "AccessAdminPanel", "ViewContacts");
        await tenant.Host.AddUserAsync(tenant.Settings, "rene", "Reader");
        using var rene = await tenant.As("rene");
        using var page = await rene.GetAsync($"/admin/people/{id}");
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        using var place = await rene.GetAsync($"/admin/contacts/{id}/trashed");
        Assert.NotEqual(HttpStatusCode.OK, place.StatusCode);
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task A_recorded_call_stands_on_the_timeline_of_the_person_and_the_home(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        await tenant.DemoAsync();
        var (person, home) = await tenant.FirstHomeOfAsync("jonas");
        using var answer = await tenant.Browser.SubmitAsync($"/admin/people/{person}", [new("Record.Kind", "call"), new("Record.Day", "1962-12-24"), new("Record.Text", "Un vieil appel\navec une suite")], $"/admin/people/{person}?handler=Record");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        foreach (var address in new[] { $"/admin/people/{person}", $"/admin/households/{home}" })
        {
            var page = WebUtility.HtmlDecode(await tenant.Browser.ReadAsync(address));
            var timeline = page[page.IndexOf("<ol class=\"timeline\"", StringComparison.Ordinal)..];
            Assert.True(timeline.IndexOf("Un vieil appel", StringComparison.Ordinal) > timeline.IndexOf("Lettre de Jonas", StringComparison.Ordinal));
        }
    }
}
