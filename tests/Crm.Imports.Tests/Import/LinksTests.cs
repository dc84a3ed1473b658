using System.Security.Claims;
using System.Text;
using Crm.Contacts.Addresses;
using Crm.Contacts.Households;
using Crm.Contacts.Import;
using Crm.Contacts.Import.Links;
using Crm.Contacts.Lists;
using Crm.Contacts.Organisations;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Crm.Testing;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Import;

/// <summary>Rows that say what their people belong to.</summary>
public sealed class LinksTests
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task A_row_finds_its_household_and_organisation_by_id_key_number_or_the_only_name(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        var (roux, _, dumas) = await GroupsAsync(tenant);
        var (report, _) = await tenant.ImportAsync(Utf8($"""
            n,foyer,role,depuis,quotité,chez,fonction
            1,{roux},Child,2020-05-01,50,SIRET-7,Comptable
            2,Famille Roux,parent,,,,
            3,F-12,,,,Atelier Dumas,
            4,Famille Blanc,,,,,
            5,Nulle part,,,,,
            6,F-12,roi,,,,
            7,F-12,,,200,,
            """), Map("""
            "foyer": "Household", "role": "Household.Role", "depuis": "Household.From", "quotité": "Household.Share", "chez": "Organisation", "fonction": "Organisation.Function"
            """));

        Assert.Equal(
            [(5, "foyer", "Several households are called “Famille Blanc”: write an id or a key instead."), (6, "foyer", "There is no household “Nulle part” here."), (7, "role", LinkTargets.NoRole), (8, "quotité", LinkTargets.NoShare)],
            report.Rows.Select(row => (row.Line, row.Column, row.Reason)));
        var first = await PersonAsync(tenant, "1");
        Assert.Equal([(roux, "child", new DateOnly(2020, 5, 1), 50)], first.As<PersonPart>()!.Memberships.Select(home => (home.HouseholdId, home.Role, home.From!.Value, home.Share!.Value)));
        Assert.Equal([(dumas, "Comptable")], first.As<PersonPart>()!.Affiliations.Select(work => (work.OrganisationId, work.Function)));
        Assert.Equal("Libourne", first.As<AddressPart>()!.Main()!.City);
        Assert.Equal([(roux, "parent"), (roux, "adult")], [HomeOf(await PersonAsync(tenant, "2")), HomeOf(await PersonAsync(tenant, "3"))]);

        // The home said again with what is new of it is the same home.
        var (again, _) = await tenant.ImportAsync(Utf8($"n,foyer,fin\n1,F-12,2024-01-31\n2,{roux},\n"), Map("\"foyer\": \"Household\", \"fin\": \"Household.To\""));
        Assert.Equal((1, 1, 0), (again.Updated, again.Unchanged, again.Refused));
        Assert.Equal([(roux, new DateOnly(2020, 5, 1), new DateOnly(2024, 1, 31))], (await PersonAsync(tenant, "1")).As<PersonPart>()!.Memberships.Select(home => (home.HouseholdId, home.From!.Value, home.To!.Value)));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task What_is_not_here_is_made_once_when_the_column_says_so_and_goes_with_the_import(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        var rows = string.Concat(Enumerable.Range(1, 600).Select(i => $"{i},Foyer {i % 300},Usine {i % 2},{i % 300} rue du Lac,Agen\n"));
        var map = Map("""
            "foyer": { "to": "Household", "invalid": "make" }, "chez": { "to": "Organisation", "invalid": "make" }, "rue": "Address.Line1", "ville": "Address.City"
            """);
        var (report, _) = await tenant.ImportAsync(Utf8("n,foyer,chez,rue,ville\n" + rows), map);
        Assert.Equal((600, 0), (report.Created, report.Refused));
        Assert.Equal((300, 2), await CountAsync(tenant));
        var home = HomeOf(await PersonAsync(tenant, "7")).Id;
        Assert.Equal(home, HomeOf(await PersonAsync(tenant, "307")).Id);
        Assert.Equal("7 rue du Lac", (await tenant.InAsync(services => services.GetRequiredService<IContentManager>().GetAsync(home, VersionOptions.Latest)))!.As<AddressPart>()!.Main()!.Lines[0]);

        var (again, _) = await tenant.ImportAsync(Utf8("n,foyer,chez,rue,ville\n" + rows), map);
        Assert.Equal((0, 0, 600), (again.Created, again.Updated, again.Unchanged));
        Assert.Empty(await tenant.InAsync(services => services.GetRequiredService<IHistory>().UndoBatchAsync(report.BatchId)));
        Assert.Equal((0, 0), await CountAsync(tenant));
    }

    [Fact]
    public async Task By_a_name_or_key_that_is_hidden_from_the_importer_nothing_is_found()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var (roux, _, dumas) = await GroupsAsync(tenant);
        await tenant.Host.AddRoleAsync(tenant.Settings, "Importer", "ImportContacts");
        await tenant.InAsync(async services =>
        {
            var fields = services.GetRequiredService<IDocumentManager<FieldRights>>();
            var rights = await fields.GetOrCreateMutableAsync();
            foreach (var (type, path) in new[] { (ContactTypes.Household, "HouseholdPart.Name"), (ContactTypes.Household, "HouseholdPart.ExternalKeys"), (ContactTypes.Organisation, "OrganisationPart.RegistrationNumber") })
            {
                rights.Fields.Add(new FieldRight { ContentType = type, Path = path, Roles = ["Chosen"] });
            }

            await fields.UpdateAsync(rights);
            return true;
        });
        var report = await tenant.InAsync(async services =>
        {
            var user = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, "Importer")], "test"));
            var sight = await services.GetRequiredService<ContactSights>().ForAsync(user, ContactTypes.Person);
            return await services.GetRequiredService<ImportPeople>().RunAsync(
                new MemoryStream(Utf8($"n,foyer,chez\n1,{roux},{dumas}\n2,Famille Roux,\n3,F-12,\n4,,SIRET-7\n5,,Atelier Dumas\n")), ImportMap.Parse(Map("\"foyer\": \"Household\", \"chez\": \"Organisation\"")), new RefusedRows(new StringWriter()), CancellationToken.None, sight);
        });
        Assert.Equal(2, report.Created);
        Assert.Equal(["There is no household “Famille Roux” here.", "There is no household “F-12” here.", "There is no organisation “SIRET-7” here."], report.Rows.Select(row => row.Reason));
    }

    [Theory]
    [InlineData("\"rôle\": \"Household.Role\"", "“Household.Role” says nothing without a column for “Household”.")]
    [InlineData("\"rôle\": { \"to\": \"GivenName\", \"invalid\": \"make\" }", "Only a household or an organisation can be made where it is missing.")]
    public async Task A_map_that_links_to_nothing_is_refused(string columns, string sentence)
    {
        await using var tenant = await ContactsTenant.StartAsync();
        Assert.Equal(sentence, (await Assert.ThrowsAsync<ImportRefusedException>(() => tenant.ImportAsync(Utf8("n,rôle\n1,parent\n"), Map(columns)))).Message);
    }

    [Fact]
    public void Entries_of_a_cell_keep_what_parts_them()
    {
        string[][] entries = [["A; B", "c|d", "", "e\\"], ["x"]];
        Assert.Equal("A\\; B | c\\|d |  | e\\\\; x", Listed.Of(entries));
        Assert.Equal(entries, Listed.Read(Listed.Of(entries)).Select(fields => fields.ToArray()));
        Assert.Equal([["C:\\x"]], Listed.Read(" C:\\x ;; ").Select(fields => fields.ToArray()));
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Map(string columns) => $$"""{ "source": "test", "key": "n", "columns": { "n": "FamilyName", {{columns}} } }""";

    private static (string Id, string Role) HomeOf(ContentItem person) => person.As<PersonPart>()!.Memberships.Select(home => (home.HouseholdId, home.Role)).Single();

    private static async Task<ContentItem> PersonAsync(ContactsTenant tenant, string key) => (await tenant.InAsync(async services =>
    {
        var id = await services.GetRequiredService<ISession>().QueryIndex<ExternalKeyIndex>().Where(row => row.Source == "test" && row.ExternalId == key).Select(row => row.ContentItemId).FirstAsync();
        return await services.GetRequiredService<IContentManager>().GetAsync(id, VersionOptions.Latest);
    }))!;

    private static Task<(int Households, int Organisations)> CountAsync(ContactsTenant tenant) => tenant.InAsync(async services =>
    {
        var session = services.GetRequiredService<ISession>();
        return (await session.QueryIndex<HouseholdIndex>().CountAsync(), await session.QueryIndex<OrganisationIndex>().CountAsync());
    });

    // Famille Roux (F-12 in another system), two of the name Famille Blanc, Atelier Dumas (SIRET-7).
    private static Task<(string Roux, string Blanc, string Dumas)> GroupsAsync(ContactsTenant tenant) => tenant.InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        async Task<string> AddAsync(string type, string name, Action<ContentItem> fill)
        {
            var item = await content.NewAsync(type);
            fill(item);
            item.DisplayText = name;
            await content.CreateAsync(item);
            return item.ContentItemId;
        }

        var roux = await AddAsync(ContactTypes.Household, "Famille Roux", item =>
        {
            item.Alter<HouseholdPart>(part => (part.Name, part.ExternalKeys) = ("Famille Roux", [new ExternalKey { Source = "homes", Key = "F-12" }]));
            item.Alter<AddressPart>(part => part.Addresses = [new PostalAddress { City = "Libourne" }]);
        });
        var blanc = await AddAsync(ContactTypes.Household, "Famille Blanc", item => item.Alter<HouseholdPart>(part => part.Name = "Famille Blanc"));
        await AddAsync(ContactTypes.Household, "Famille Blanc", item => item.Alter<HouseholdPart>(part => part.Name = "Famille Blanc"));
        return (roux, blanc, await AddAsync(ContactTypes.Organisation, "Atelier Dumas", item => item.Alter<OrganisationPart>(part => (part.Name, part.RegistrationNumber) = ("Atelier Dumas", "SIRET-7"))));
    });
}
