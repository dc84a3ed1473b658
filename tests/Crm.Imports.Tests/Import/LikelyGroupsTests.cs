using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Crm.Contacts.Addresses;
using Crm.Contacts.Households;
using Crm.Contacts.Import.Wizard;
using Crm.Contacts.Organisations;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Testing;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Import;

/// <summary>Households and organisations of a file that are likely here already, and the ways to the import from their lists.</summary>
public sealed partial class LikelyGroupsTests
{
    private const string Works = "raison sociale,siret,cp,ville\nDumas et fils,123 456,33000,Bordeaux\nL'Atelier,,33500,Libourne\nAtelier Dumas,,33500,Libourne\nAtelier Dumas,999,47000,Agen\n";
    private const string Homes = "nom,cp,ville\nFamille Roux,33500,Libourne\nFamille Roux,47000,Agen\nFamille Blanc,33500,Libourne\nFamille Roux,,\n";

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task One_number_or_one_name_and_post_code_are_shown_before_and_left_out_where_that_is_chosen(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        await GroupsAsync(tenant);
        foreach (var (list, file, holds, text, shown, kept) in new[]
        {
            ("organisations", "entreprises.csv", "Organisation", Works, "Dumas et fils = Atelier Dumas (same number); Atelier Dumas = Atelier Dumas (same name and post code)", 2),
            ("households", "foyers.csv", "Household", Homes, "Famille Roux = Famille Roux (same name and post code)", 3),
        })
        {
            Assert.Contains("/admin/people/import\"", await tenant.Browser.ReadAsync($"/admin/{list}"));
            var id = await PutUpAsync(tenant, file, text);
            var preview = await PreviewAsync(tenant, id, holds, leave: false);
            Assert.Equal(shown, string.Join("; ", Alike().Matches(preview).Select(row => WebUtility.HtmlDecode($"{row.Groups["name"].Value} = {row.Groups["like"].Value} ({row.Groups["how"].Value})"))));
            Assert.Contains($"<a href=\"/{tenant.Settings.Name}/admin/{list}/", preview);

            await PreviewAsync(tenant, id, holds, leave: true);
            using (await tenant.Browser.SubmitAsync($"/admin/people/import/{id}/preview", [new("go", "start")]))
            {
            }

            await tenant.OperationsEndAsync();
            var (made, refused) = await tenant.InAsync(async services =>
            {
                var import = await (await services.GetRequiredService<ISession>().GetConnectionAsync()).GetTable<PeopleImport>().FirstAsync(row => row.Id == id);
                return (import.Created, import.Refused);
            });
            Assert.Equal((kept, 4 - kept), (made, refused));
            var rows = await tenant.Browser.ReadAsync($"/admin/people/import/{id}/report?handler=Refused");
            Assert.Contains(holds == "Household" ? "Likely here already: Famille Roux." : "Likely here already: Atelier Dumas.", rows);
        }
    }

    [Fact]
    public async Task Whoever_may_not_import_finds_no_way_to_it()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        await tenant.Host.AddRoleAsync(tenant.Settings, "Reader", "ViewContacts", "AccessAdminPanel");
        await tenant.Host.AddUserAsync(tenant.Settings, "reader", "Reader");
        using var reader = await tenant.As("reader");
        foreach (var list in new[] { "organisations", "households" })
        {
            Assert.DoesNotContain("/admin/people/import", await reader.ReadAsync($"/admin/{list}"));
        }
    }

    private static Task<bool> GroupsAsync(ContactsTenant tenant) => tenant.InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var home = await content.NewAsync(ContactTypes.Household);
        home.Alter<HouseholdPart>(part => part.Name = "Famille Roux");
        var work = await content.NewAsync(ContactTypes.Organisation);
        work.Alter<OrganisationPart>(part => (part.Name, part.RegistrationNumber) = ("Atelier Dumas", "123 456"));
        foreach (var item in new[] { home, work })
        {
            item.DisplayText = item.As<HouseholdPart>()?.Name is { Length: > 0 } name ? name : "Atelier Dumas";
            item.Alter<AddressPart>(part => part.Addresses = [new PostalAddress { Kind = "home", Country = "FR", Postcode = "33500", City = "Libourne" }]);
            await content.CreateAsync(item);
        }

        return true;
    });

    private static async Task<string> PutUpAsync(ContactsTenant tenant, string file, string text)
    {
        using var answer = await WizardPages.PutUpAsync(tenant.Browser, (file, Encoding.UTF8.GetBytes(text)));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.ToString().Split('/')[^1];
    }

    // Sends the form of the columns as it stands, and gives the page that shows what will be.
    private static async Task<string> PreviewAsync(ContactsTenant tenant, string id, string holds, bool leave)
    {
        var page = await tenant.Browser.ReadAsync($"/admin/people/import/{id}");
        Assert.Contains($"value=\"{holds}\" selected", page);
        var headings = WizardPages.Headings(page);
        var fields = new List<KeyValuePair<string, string>> { new("go", "preview"), new("Holds", holds), new("LeavesDoubles", leave ? "true" : "false") };
        for (var i = 0; i < headings.Count; i++)
        {
            fields.Add(new($"Columns[{i}].Heading", headings[i]));
            fields.Add(new($"Columns[{i}].To", WizardPages.Selected(page, $"Columns[{i}].To")));
        }

        using (await tenant.Browser.SubmitAsync($"/admin/people/import/{id}", fields))
        {
        }

        return await tenant.Browser.ReadAsync($"/admin/people/import/{id}/preview");
    }

    [GeneratedRegex("""<td data-label="In the file" dir="auto">(?<name>[^<]*)</td><td data-label="Here" dir="auto"><a href="[^"]*">(?<like>[^<]*)</a></td><td class="num" data-label="How likely">(?<how>[^<]*)</td>""")]
    private static partial Regex Alike();
}
