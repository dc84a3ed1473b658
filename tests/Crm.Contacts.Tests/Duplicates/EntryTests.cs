using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Duplicates;

/// <summary>One rule set where people are entered: while typing, in an import, over the API.</summary>
public sealed class EntryTests
{
    private const string Typed = "/admin/people/new?handler=Duplicates&Input.GivenName=Achile&Input.FamilyName=ZYFRENNE&Input.Emails[0].Value=a.zyfrenne@exemple.fr";

    [Fact]
    public async Task The_form_warns_while_a_new_person_is_typed()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var id = await SweepTests.AddAsync(tenant, "Achille", "Zyfrenne", "a.zyfrenne@exemple.fr");
        await SweepTests.FollowAsync(tenant);

        var said = await tenant.Browser.ReadAsync(Typed);

        Assert.Contains($"/admin/people/{id}", said);
        Assert.Contains("Achille Zyfrenne", said);
        Assert.Contains("same e-mail", said);
        Assert.DoesNotContain("Zyfrenne", await tenant.Browser.ReadAsync("/admin/people/new?handler=Duplicates&Input.GivenName=Odile&Input.FamilyName=Garnier"));
        Assert.DoesNotContain("<li>", await tenant.Browser.ReadAsync("/admin/people/new?handler=Duplicates&Input.BirthDate=nonsense"));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task The_warning_tells_nobody_of_people_out_of_their_sight(string database)
    {
        var all = await Scopes.OwnAndTeam.OnAsync(database);
        await SweepTests.FollowAsync(all.Tenant);
        const string Zoe = "/admin/people/new?handler=Duplicates&Input.GivenName=zoe&Input.FamilyName=Secrete&Input.Emails[0].Value=zoe@example.org";

        Assert.Contains("zoe Secrete", await all.Tenant.Browser.ReadAsync(Zoe));
        Assert.DoesNotContain("zoe Secrete", await all.Anna.ReadAsync(Zoe));
        Assert.DoesNotContain(all.At("{zoe}"), await all.Bruno.ReadAsync(Zoe));
    }

    [Fact]
    public async Task A_hidden_field_is_neither_compared_nor_named()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var id = await SweepTests.AddAsync(tenant, "Achille", "Zyfrenne", "a.zyfrenne@exemple.fr");
        await SweepTests.FollowAsync(tenant);
        await tenant.Host.AddRoleAsync(tenant.Settings, "Viewer", "AccessAdminPanel", "ViewContacts", "EditContacts");
        await tenant.Host.AddUserAsync(tenant.Settings, "vera", "Viewer");
        await tenant.InAsync(async services =>
        {
            var fields = services.GetRequiredService<IDocumentManager<FieldRights>>();
            var rights = await fields.GetOrCreateMutableAsync();
            rights.Fields.Add(new FieldRight { ContentType = ContactTypes.Person, Path = "ContactPointsPart.Emails", Roles = ["Chosen"] });
            await fields.UpdateAsync(rights);
            return true;
        });
        using var vera = await tenant.As("vera");

        var byEmail = await vera.ReadAsync("/admin/people/new?handler=Duplicates&Input.GivenName=Achille&Input.Emails[0].Value=a.zyfrenne@exemple.fr");
        var byName = await vera.ReadAsync("/admin/people/new?handler=Duplicates&Input.GivenName=Achille&Input.FamilyName=Zyfrenne");

        Assert.DoesNotContain(id, byEmail);
        Assert.DoesNotContain("e-mail", byName);
    }

    [Fact]
    public async Task The_API_tells_of_likely_doubles_when_it_has_created_a_person()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var id = await SweepTests.AddAsync(tenant, "Achille", "Zyfrenne", "a.zyfrenne@exemple.fr");
        await SweepTests.FollowAsync(tenant);
        await tenant.Host.SwitchAsync(tenant.Settings, on: ["Crm.Api"]);
        using var program = tenant.Host.Browse(tenant.Settings.Name).WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "admin"));

        async Task<(HttpStatusCode Status, JsonNode Body)> CreateAsync(string body)
        {
            using var answer = await program.Http.PostAsync(new Uri(tenant.Host.Address, $"/{tenant.Settings.Name}/api/content"), new StringContent(body, Encoding.UTF8, "application/json"));
            return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
        }

        var (status, made) = await CreateAsync("""
            { "ContentType": "Person", "PersonPart": { "GivenName": "Achile", "FamilyName": "Zyfrenne" }, "ContactPointsPart": { "Emails": [ { "Address": "a.zyfrenne@exemple.fr" } ] } }
            """);
        var (_, other) = await CreateAsync("""{ "ContentType": "Person", "PersonPart": { "GivenName": "Odile", "FamilyName": "Garnier" } }""");

        Assert.Equal(HttpStatusCode.Created, status);
        var told = Assert.Single(made["PossibleDuplicates"]!.AsArray())!;
        Assert.Equal((id, "Achille Zyfrenne"), (told["ContentItemId"]!.ToString(), told["DisplayText"]!.ToString()));
        Assert.Null(other["PossibleDuplicates"]);
    }

    [Fact]
    public async Task An_import_reports_rows_that_are_like_somebody_there()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var id = await SweepTests.AddAsync(tenant, "Achille", "Zyfrenne", "a.zyfrenne@exemple.fr");
        await SweepTests.FollowAsync(tenant);

        var (report, _) = await tenant.ImportAsync(
            Encoding.UTF8.GetBytes("id,given,family,email\n1,Odile,Garnier,odile@exemple.fr\n2,Achile,Zyfrenne,a.zyfrenne@exemple.fr\n"),
            """{ "source": "list", "key": "id", "columns": { "given": "GivenName", "family": "FamilyName", "email": "Email" } }""");

        Assert.Equal((2, 1), (report.Created, report.PossibleDoubles));
        var double_ = Assert.Single(report.Doubles);
        Assert.Equal((3, id), (double_.Line, double_.PersonId));
        Assert.InRange(double_.Probability, 0.5, 1);
    }
}
