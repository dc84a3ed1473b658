using System.Security.Claims;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.People;

public sealed class HiddenFieldTests
{
    [Fact]
    public async Task A_hidden_field_is_in_no_column_no_search_no_order_and_no_record()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        await tenant.DemoAsync();
        await tenant.Host.AddRoleAsync(tenant.Settings, "Viewer", "ViewContacts");
        await tenant.InAsync(async services =>
        {
            var fields = services.GetRequiredService<IDocumentManager<FieldRights>>();
            var rights = await fields.GetOrCreateMutableAsync();
            foreach (var path in new[] { "ContactPointsPart.Emails", "PersonPart.BirthDate", "AddressPart" })
            {
                rights.Fields.Add(new FieldRight { ContentType = ContactTypes.Person, Path = path, Roles = ["Chosen"] });
            }

            await fields.UpdateAsync(rights);
            return true;
        });

        await tenant.InAsync(async services =>
        {
            var sight = await services.GetRequiredService<ContactSights>().ForAsync(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, "Viewer")], "test")), ContactTypes.Person);
            var people = services.GetRequiredService<PeopleList>();
            var claire = (await people.ReadAsync(new PeopleFilter("claire lefevre", null, null), new ListRequest("birth", null, null, 10), sight, CancellationToken.None)).Rows[0];
            Assert.Equal(("Claire Lefèvre", null, null, ""), (claire.DisplayName, claire.Email, claire.BirthDate, claire.City));
            Assert.Equal(0, await people.CountAsync(new PeopleFilter("claire.lefevre@example.org", null, null), sight, CancellationToken.None));
            Assert.Equal(0, await people.CountAsync(new PeopleFilter("libourne", null, null), sight, CancellationToken.None));
            Assert.DoesNotContain(PeopleList.Orders(new PeopleFilter(null, null, null), sight), order => order.Name is "birth" or "city");

            var stored = (await services.GetRequiredService<IContentManager>().GetAsync(claire.ContentItemId, VersionOptions.Latest))!;
            Assert.Contains("claire.lefevre@example.org", stored.Data.ToJsonString());
            Assert.DoesNotContain("claire.lefevre@example.org", sight.Show(stored).Data.ToJsonString());
            Assert.Empty(sight.Show(stored).As<ContactPointsPart>()!.Emails);
            return true;
        });
    }

    [Fact]
    public async Task A_name_made_of_a_hidden_field_and_a_title_made_of_a_hidden_text_are_shown_nowhere()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var id = (await tenant.PeopleAsync(("Odile", "Kanari")))[0];
        using (await tenant.Browser.SubmitAsync($"/admin/people/{id}", [new("Record.Kind", "call"), new("Record.Text", "Kanari said hello")], $"/admin/people/{id}?handler=Record"))
        {
        }

        await tenant.HideAsync((ContactTypes.Person, "PersonPart.FamilyName"), (ContactTypes.Interaction, "InteractionPart.Text"));
        using var viewer = await ViewerAsync(tenant);
        foreach (var address in new[] { "/admin/people", "/admin/people?q=kanari", $"/admin/people/{id}", $"/admin/people/{id}/edit", $"/admin/people/{id}?handler=Timeline" })
        {
            var page = await viewer.ReadAsync(address);
            Assert.DoesNotContain("said hello", page);
            Assert.DoesNotContain("Kanari", page);
        }

        Assert.Contains("Kanari said hello", await tenant.Browser.ReadAsync($"/admin/people/{id}"));
    }

    [Fact]
    public async Task A_hidden_member_is_no_input_of_the_form_and_saving_keeps_it()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var id = (await tenant.PeopleAsync(("Odile", "Kanari")))[0];
        using (await tenant.Browser.SubmitAsync("/admin/households/new", [new("Input.Name", "Famille Kanari"), new("Input.Notes", "Secret note")]))
        {
        }

        var home = await tenant.HouseholdAsync("kanari");
        await tenant.HideAsync((ContactTypes.Person, "PersonPart.FamilyName"), (ContactTypes.Household, "HouseholdPart.Notes"));
        using var viewer = await ViewerAsync(tenant);
        foreach (var (edit, input, given) in new[] { ($"/admin/people/{id}/edit", "Input.FamilyName", "Input.Function"), ($"/admin/households/{home}/edit", "Input.Notes", "Input.Salutation") })
        {
            var page = await viewer.ReadAsync(edit);
            Assert.DoesNotContain($"name=\"{input}\"", page);
            Assert.DoesNotContain("Secret note", page);
            var version = System.Text.RegularExpressions.Regex.Match(page, "name=\"Version\" value=\"([0-9]+)\"").Groups[1].Value;
            using var saved = await viewer.SubmitAsync(edit, [new("Version", version), new(input, "Forged"), new(given, "Madame"), new("Input.Name", "Famille Kanari"), new("Input.GivenName", "Odile")]);
            Assert.Equal(System.Net.HttpStatusCode.Redirect, saved.StatusCode);
        }

        var person = (await tenant.InAsync(services => services.GetRequiredService<IContentManager>().GetAsync(id)))!;
        Assert.Equal(("Kanari", "Madame", "Odile Kanari"), (person.As<PersonPart>()!.FamilyName, person.As<PersonPart>()!.Function, person.DisplayText));
        Assert.Contains("Secret note", await tenant.Browser.ReadAsync($"/admin/households/{home}"));
    }

    [Fact]
    public async Task An_import_writes_no_field_that_is_hidden_from_who_sends_it()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        await tenant.HideAsync((ContactTypes.Person, "ContactPointsPart.Phones"));
        await tenant.Host.AddRoleAsync(tenant.Settings, "Importer", "ImportContacts");
        await tenant.Host.AddUserAsync(tenant.Settings, "importer", "Importer");
        using var importer = tenant.Host.Browse(tenant.Settings.Name).WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "importer"));
        foreach (var (target, status) in new[] { ("mobile", System.Net.HttpStatusCode.BadRequest), ("WorkPhone", System.Net.HttpStatusCode.BadRequest), ("Email", System.Net.HttpStatusCode.OK) })
        {
            using var form = new MultipartFormDataContent
            {
                { new StringContent($$"""{ "columns": { "name": "FamilyName", "a": "{{target}}" } }"""), "map" }, { new StringContent("name,a\nRoux,roux@example.org\n"), "file", "people.csv" },
            };
            using var answer = await importer.Http.PostAsync("api/contacts/import", form, TestContext.Current.CancellationToken);
            Assert.Equal(status, answer.StatusCode);
        }
    }

    private static async Task<TestBrowser> ViewerAsync(ContactsTenant tenant)
    {
        await tenant.Host.AddRoleAsync(tenant.Settings, "Viewer", "AccessAdminPanel", "ViewContacts", "EditContacts", "ListContent", "ViewAudit");
        await tenant.Host.AddUserAsync(tenant.Settings, "viewer", "Viewer");
        return await tenant.As("viewer");
    }
}
