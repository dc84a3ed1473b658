using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Crm.Contacts.Addresses;
using Crm.Contacts.Households;
using Crm.Contacts.Import.Wizard;
using Crm.Contacts.Organisations;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Testing;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Import;

/// <summary>Several files at once: people, the households and organisations they belong to, and their relations across files.</summary>
public sealed partial class SetTests
{
    private const string People = "n,prénom,nom,date de naissance,foyer,role,entreprise,marraine\n1,Ada,Roux,1990-01-02,F1,parent,O1,11\n2,Bea,Roux,2015-03-04,F1,child,,1\n3,Cléo,Blanc,,F9,,,\n";
    private const string More = "n,prénom,nom,marraine\n11,Zoé,Vidal,\n12,Yan,Vidal,99\n";
    private const string Homes = "code,nom,adresse,cp,ville\nF1,Famille Roux,3 rue du Pôle,33500,Libourne\nF2,,1 rue du Lac,47000,Agen\n";
    private const string Works = "code,raison sociale,siret,email,téléphone,ville\nO1,Atelier Dumas,123 456,contact@dumas.example,05 57 00 00 00,Libourne\n";

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Files_of_people_households_and_organisations_are_one_import_with_one_undo(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        await tenant.InFrenchAsync();
        var set = await PutUpAsync(tenant, ("people.csv", People), ("famille.csv", Homes), ("entreprises.csv", Works), ("more.csv", More));
        await MapAsync(tenant, set, "people.csv", "Person", "n", [("marraine", "Relation.godmother:second"), ("role", "Household.Role")]);
        await MapAsync(tenant, set, "famille.csv", "Household", "code", []);
        await MapAsync(tenant, set, "entreprises.csv", "Organisation", "code", []);
        await MapAsync(tenant, set, "more.csv", "Person", "n", [("marraine", "Relation.godmother:second")]);

        var preview = WebUtility.HtmlDecode(await tenant.Browser.ReadAsync($"/admin/people/import/{set["people.csv"]}/preview"));
        Assert.Equal(["2", "1", "1", "1"], New().Matches(preview).Select(match => match.Groups["n"].Value));
        Assert.Contains("There is no household “F9” here.", preview);
        Assert.Contains("There is nobody “99” here.", preview);
        Assert.Contains("A household needs a name.", preview);
        Assert.Equal(["", "", ""], (await StateAsync(tenant)).Select(names => string.Join(", ", names)));

        using (await tenant.Browser.SubmitAsync($"/admin/people/import/{set["famille.csv"]}/preview", [new("go", "start")]))
        {
        }

        await tenant.OperationsEndAsync();
        var report = WebUtility.HtmlDecode(await tenant.Browser.ReadAsync($"/admin/people/import/{set["more.csv"]}/report"));
        Assert.Contains("Import of 4 files", report);
        Assert.Equal(["2", "1", "1", "1"], New().Matches(report).Select(match => match.Groups["n"].Value));
        Assert.Equal(["Ada Roux, Bea Roux, Zoé Vidal", "Famille Roux", "Atelier Dumas"], (await StateAsync(tenant)).Select(names => string.Join(", ", names)));
        Assert.Equal(["Ada Roux > Bea Roux", "Zoé Vidal > Ada Roux"], await RelationsTests.SaidAsync(tenant));
        var ada = (await tenant.InAsync(async services => await services.GetRequiredService<IContentManager>().GetAsync(await services.GetRequiredService<ISession>().QueryIndex<PersonIndex>().Where(row => row.DisplayName == "Ada Roux").Select(row => row.ContentItemId).FirstAsync(), VersionOptions.Latest)))!;
        Assert.Equal(("parent", "Libourne"), (ada.As<PersonPart>()!.Memberships.Single().Role, ada.As<AddressPart>()!.Main()!.City));
        Assert.Single(ada.As<PersonPart>()!.Affiliations);

        await WizardPages.UndoAsync(tenant.Browser, report);
        await tenant.OperationsEndAsync();
        Assert.Equal(["", "", ""], (await StateAsync(tenant)).Select(names => string.Join(", ", names)));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(tenant.Host.Data, "Sites", tenant.Settings.Name, "Imports"), "*.upload"));
    }

    [Fact]
    public async Task What_a_file_holds_is_changed_and_its_columns_are_guessed_anew_and_one_that_cannot_be_read_keeps_all_out()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var set = await PutUpAsync(tenant, ("liste.csv", Homes));
        var columns = await tenant.Browser.ReadAsync($"/admin/people/import/{set["liste.csv"]}");
        Assert.Contains("value=\"Person\" selected", columns);
        using (await tenant.Browser.SubmitAsync($"/admin/people/import/{set["liste.csv"]}", [new("Holds", "Household"), new("go", "preview")]))
        {
        }

        columns = await tenant.Browser.ReadAsync($"/admin/people/import/{set["liste.csv"]}");
        Assert.Contains("value=\"Household\" selected", columns);
        Assert.Matches("value=\"Name\" selected", columns);
        using (await tenant.Browser.SubmitAsync($"/admin/people/import/{set["liste.csv"]}", [new("go", "delete")]))
        {
        }

        using var refused = await PostAsync(tenant, ("a.csv", Homes), ("b.csv", "a,a\n1,2\n"));
        Assert.Contains("b.csv: The column “a” occurs twice.", WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()));
        using var tooMany = await PostAsync(tenant, [.. Enumerable.Range(0, 21).Select(i => ($"{i}.csv", Homes))]);
        Assert.Contains("At most 20 files go in at once.", WebUtility.HtmlDecode(await tooMany.Content.ReadAsStringAsync()));
        using var lines = await PostAsync(tenant, ("a.ndjson", "{}"));
        Assert.Contains("Lines of JSON (.ndjson) go in by the command or the API", WebUtility.HtmlDecode(await lines.Content.ReadAsStringAsync()));
        Assert.Equal(0, await tenant.InAsync(async services => await (await services.GetRequiredService<ISession>().GetConnectionAsync()).GetTable<PeopleImport>().CountAsync()));
    }

    private static Task<string[][]> StateAsync(ContactsTenant tenant) => tenant.InAsync(async services =>
    {
        var session = services.GetRequiredService<ISession>();
        return new[]
        {
            await session.QueryIndex<PersonIndex>().Select(row => row.DisplayName).ToArrayAsync(), await session.QueryIndex<HouseholdIndex>().Select(row => row.DisplayName).ToArrayAsync(),
            await session.QueryIndex<OrganisationIndex>().Select(row => row.DisplayName).ToArrayAsync(),
        }.Select(names => names.Order(StringComparer.Ordinal).ToArray()).ToArray();
    });

    // Sends the form of the columns of a file as it stands, some of them changed.
    private static async Task MapAsync(ContactsTenant tenant, Dictionary<string, string> set, string file, string holds, string key, (string Heading, string To)[] others)
    {
        var page = await tenant.Browser.ReadAsync($"/admin/people/import/{set[file]}");
        Assert.Contains($"value=\"{holds}\" selected", page);
        var headings = WizardPages.Headings(page);
        var fields = new List<KeyValuePair<string, string>> { new("go", "preview"), new("Holds", holds), new("Key", key), new("Source", file) };
        for (var i = 0; i < headings.Count; i++)
        {
            fields.Add(new($"Columns[{i}].Heading", headings[i]));
            fields.Add(new($"Columns[{i}].To", others.FirstOrDefault(other => other.Heading == headings[i]).To ?? WizardPages.Selected(page, $"Columns[{i}].To")));
        }

        using var answer = await tenant.Browser.SubmitAsync($"/admin/people/import/{set[file]}", fields);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private static async Task<Dictionary<string, string>> PutUpAsync(ContactsTenant tenant, params (string Name, string Text)[] files)
    {
        using var answer = await PostAsync(tenant, files);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return await tenant.InAsync(async services => await (await services.GetRequiredService<ISession>().GetConnectionAsync()).GetTable<PeopleImport>().ToDictionaryAsync(row => row.FileName, row => row.Id));
    }

    private static Task<HttpResponseMessage> PostAsync(ContactsTenant tenant, params (string Name, string Text)[] files)
        => WizardPages.PutUpAsync(tenant.Browser, [.. files.Select(file => (file.Name, Encoding.UTF8.GetBytes(file.Text)))]);

    [GeneratedRegex("<dt>New [a-z]+</dt><dd>(?<n>[0-9,]+)</dd>")]
    private static partial Regex New();
}
