using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Crm.Contacts.Import;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Kernel.Commands;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Fields;
using Crm.Kernel.Data;
using Crm.Testing;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Import;

public sealed class ImportPeopleTests
{
    private const string Map = """{ "source": "test", "key": "id", "country": "FR", "columns": { "nom": "FamilyName", "prenom": "GivenName", "ne": "BirthDate", "mail": "Email", "tel": "Mobile", "ville": "Address.City" } }""";

    private static string FebrlMap => File.ReadAllText(Path.Combine(TestHost.Repository, "docs/examples/febrl.map.json"));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Good_rows_go_in_and_bad_rows_come_back_with_line_column_and_reason(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        var (report, refused) = await tenant.ImportAsync(Utf8("""
            id;nom;prenom;ne;mail;tel;ville
            1;Lefèvre;Jonas;12/12/2021;;06 12 34 56 78;Libourne
            2;Roux;Ada;31/02/1990;ada@example.org;;Agen
            3;Blanc;Léo;1990-05-06;not an address;;Agen
            4;;;;;;Agen
            ;Vidal;Emma;;;;Agen
            1;Lefèvre;Lou;;;;Libourne
            7;Girard;"Élise;1991-01-01;;;Metz
            8;Morel;Jean;1990-01-01;;
            9;Faure;Anne;01/01/2030;;;Metz
            10;"Denis ""le grand"" I";Paul;1.2.1980;PAUL@EXAMPLE.ORG;01;Metz
            11;Denis;Paul;19800201;PAUL@EXAMPLE.ORG;;Metz
            """), Map);

        Assert.Equal((11, 3, 8), (report.Read, report.Created, report.Refused));
        Assert.Equal(
            [(3, "ne"), (4, "mail"), (6, "id"), (7, "id"), (8, ""), (9, ""), (10, "ne"), (11, "tel")],
            report.Rows.Select(row => (row.Line, row.Column)));
        Assert.Contains("2;".Replace(';', ','), refused);
        Assert.Contains("This is not a date in an expected format.", refused);
        Assert.Equal(["Paul Denis", "Jonas Lefèvre"], (await tenant.ListAsync("/admin/people")).Names.Where(name => name.Length > 3));
        Assert.Equal("3", await tenant.Browser.ReadAsync("/admin/people?handler=Count"));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Imported_again_nothing_is_doubled_and_only_what_changed_is_written(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        await tenant.ImportAsync(Utf8("id,nom,prenom,ne,mail,tel,ville\n1,Roux,Ada,1990-01-01,,,Agen\n2,Roux,Bob,,,,Agen\n"), Map);
        var (again, _) = await tenant.ImportAsync(Utf8("id,nom,prenom,ne,mail,tel,ville\n1,Roux,Ada,1990-01-01,,,Metz\n2,Roux,Bob,,,,Agen\n3,Roux,Cid,,,,Agen\n"), Map);
        Assert.Equal((1, 1, 1, 0), (again.Created, again.Updated, again.Unchanged, again.Refused));
        Assert.Equal("3", await tenant.Browser.ReadAsync("/admin/people?handler=Count"));
        Assert.Equal(["Ada Roux"], (await tenant.ListAsync("/admin/people?q=metz")).Names);
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Undo_takes_back_what_was_created_and_what_was_updated(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        await tenant.ImportAsync(Utf8("id,nom,prenom,ne,mail,tel,ville\n1,Roux,Ada,,,,Agen\n"), Map);
        var (second, _) = await tenant.ImportAsync(Utf8("id,nom,prenom,ne,mail,tel,ville\n1,Roux,Ada,,,,Metz\n2,Roux,Bob,,,,Metz\n"), Map);
        Assert.Empty(await tenant.InAsync(services => services.GetRequiredService<IHistory>().UndoBatchAsync(second.BatchId)));
        Assert.Equal(["Ada Roux"], (await tenant.ListAsync("/admin/people?q=agen")).Names);
        Assert.Equal("1", await tenant.Browser.ReadAsync("/admin/people?handler=Count"));
    }

    [Fact]
    public async Task A_map_that_names_what_is_not_there_writes_nothing()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        foreach (var (map, sentence) in new[]
        {
            ("""{ "columns": { "nom": "City" } }""", "There is no target"),
            ("""{ "columns": { "nix": "FamilyName" } }""", "The file has no column"),
            ("""{ "source": "s", "key": "nix", "columns": { "nom": "FamilyName" } }""", "The file has no column"),
            ("""{ "encoding": "klingon", "columns": { "nom": "FamilyName" } }""", "There is no encoding"),
        })
        {
            var refusal = await Assert.ThrowsAsync<ImportRefusedException>(() => tenant.ImportAsync(Utf8("nom,nom2\nRoux,x\n"), map));
            Assert.StartsWith(sentence, refusal.Message);
        }

        await Assert.ThrowsAsync<ImportRefusedException>(() => tenant.ImportAsync([], Map));
        Assert.Equal("0", await tenant.Browser.ReadAsync("/admin/people?handler=Count"));
    }

    [Fact]
    public async Task A_field_added_without_code_is_filled()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        await tenant.InAsync(async services =>
        {
            var definitions = services.GetRequiredService<Crm.Kernel.Content.Definitions.IContentDefinitionManager>();
            await definitions.MergeAsync(new Crm.Kernel.Content.Definitions.ContentDefinitionRecord
            {
                ContentPartDefinitionRecords = [new() { Name = "Person", ContentPartFieldDefinitionRecords = [new() { Name = "Doudou", FieldName = "TextField" }, new() { Name = "Taille", FieldName = "NumericField", Settings = new JsonObject { ["NumericFieldSettings"] = new JsonObject { ["Scale"] = 1 } } }] }],
            });
            return true;
        });
        await tenant.ImportAsync(Utf8("nom,doudou,taille\nRoux,Ours Gaspard,\"104,5\"\n"), """{ "columns": { "nom": "FamilyName", "doudou": "Person.Doudou", "taille": "Person.Taille" } }""");
        var id = await tenant.PersonAsync("roux");
        var item = (await tenant.InAsync(services => services.GetRequiredService<IContentManager>().GetAsync(id, VersionOptions.Latest)))!;
        Assert.Equal("Ours Gaspard", item.Data["Person"]!["Doudou"]!["Text"]!.GetValue<string>());
        Assert.Equal(104.5m, item.Data["Person"]!["Taille"]!["Value"]!.GetValue<decimal>());
    }

    [Fact]
    public async Task The_real_people_count_the_same_through_the_command_and_through_the_api()
    {
        var (file, rows) = SharedData.Febrl();
        await using var tenant = await ContactsTenant.StartAsync();
        var map = Path.Combine(TestHost.Repository, "docs/examples/febrl.map.json");
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await tenant.InAsync(services => services.GetServices<ICliCommand>().Single(command => command.Name == "import people")
            .RunAsync(new CommandArguments([file], new Dictionary<string, string> { ["map"] = map }), output, error, CancellationToken.None));
        Assert.Equal((0, ""), (code, error.ToString()));
        Assert.StartsWith($"{rows} rows read: {rows} created, 0 updated, 0 unchanged, 0 refused", output.ToString());

        var answer = await PostAsync(tenant, FebrlMap, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var report = JsonNode.Parse(answer.Body)!;
        Assert.Equal((rows, 0, rows, 0), ((int)report["read"]!, (int)report["created"]!, (int)report["unchanged"]!, (int)report["refused"]!));
        Assert.Equal(rows.ToString("N0", System.Globalization.CultureInfo.GetCultureInfo("en")), await tenant.Browser.ReadAsync("/admin/people?handler=Count"));
    }

    [Fact]
    public async Task The_api_tells_refused_rows_as_json_and_as_csv()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var json = JsonNode.Parse((await PostAsync(tenant, Map, Utf8("id,nom,prenom,ne,mail,tel,ville\n1,Roux,Ada,nonsense,,,\n"))).Body)!;
        Assert.Equal((2, "ne", "nonsense", "This is not a date in an expected format."), ((int)json["rows"]![0]!["line"]!, (string)json["rows"]![0]!["column"]!, (string)json["rows"]![0]!["value"]!, (string)json["rows"]![0]!["reason"]!));
        var csv = await PostAsync(tenant, Map, Utf8("id,nom,prenom,ne,mail,tel,ville\n1,Roux,Ada,nonsense,,,\n"), "text/csv");
        Assert.Equal("id,nom,prenom,ne,mail,tel,ville,import_line,import_column,import_reason\n1,Roux,Ada,nonsense,,,,2,ne,This is not a date in an expected format.\n", csv.Body.TrimStart('\uFEFF').ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Rows_obey_the_rules_of_the_fields_that_the_tenant_added_also_beyond_one_batch(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        await tenant.InAsync(async services =>
        {
            await services.GetRequiredService<IContentDefinitionManager>().AlterPartDefinitionAsync("Person", part => part
                .WithField("Club", field => field.OfType("TextField").WithSettings(new TextFieldSettings { Required = true }))
                .WithField("Points", field => field.OfType("NumericField").WithSettings(new NumericFieldSettings { Maximum = 10 })));
            return true;
        });
        var rows = Enumerable.Range(1, 1205).Select(i => $"{i},Roux,Ada {i},{(i == 3 ? "" : "Chess")},{(i == 1000 ? 11 : 7)}");
        var (report, refused) = await tenant.ImportAsync(Utf8("id,nom,prenom,club,points\n" + string.Join('\n', rows)),
            """{ "source": "test", "key": "id", "columns": { "nom": "FamilyName", "prenom": "GivenName", "club": "Person.Club", "points": "Person.Points" } }""");

        Assert.Equal((1205, 1203, 2), (report.Read, report.Created, report.Refused));
        Assert.Equal([(4, "Person.Club"), (1001, "Person.Points")], report.Rows.Select(row => (row.Line, string.Join('.', row.Column.Split('.').Take(2)))));
        Assert.Contains("may not be blank", refused);
        Assert.Equal("1,203", await tenant.Browser.ReadAsync("/admin/people?handler=Count"));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task A_file_is_stored_in_several_commits_so_that_nobody_waits_for_all_of_it(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        var (report, _) = await tenant.ImportAsync(Utf8("id,nom,prenom\n" + string.Concat(Enumerable.Range(1, 300).Select(i => $"{i},Roux,Ada\n"))),
            """{ "source": "test", "key": "id", "columns": { "nom": "FamilyName", "prenom": "GivenName" } }""");

        var commits = await tenant.InAsync(async services => (await services.GetRequiredService<ISession>().GetConnectionAsync()).Execute<long>(
            $"SELECT count(*) FROM \"ChangeLog\" WHERE \"BatchId\" = '{report.BatchId}'"));

        Assert.Equal(300, report.Created);
        Assert.InRange(commits, 2, 299);
    }

    [Fact]
    public async Task Whoever_may_import_undoes_imports_of_people_and_no_other_batch()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var (report, _) = await tenant.ImportAsync(Utf8("id,nom,prenom,ne,mail,tel,ville\n1,Roux,Ada,,,,\n"), Map);
        var roles = await tenant.InAsync(async services =>
        {
            var change = services.GetRequiredService<ChangeContext>();
            (change.BatchId, change.Event) = (ContentId.New(), "Imported");
            await services.GetRequiredService<Kernel.Users.Roles>().ChangeAsync(all => all.FindOrAdd("Kept").SetPermissions([]));
            return change.BatchId;
        });
        await tenant.Host.AddRoleAsync(tenant.Settings, "Importer", "ImportContacts");
        await tenant.Host.AddUserAsync(tenant.Settings, "importer", "Importer");
        using var importer = tenant.Host.Browse(tenant.Settings.Name).WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "importer"));
        foreach (var (batch, status) in new[] { (roles, HttpStatusCode.NotFound), ("never", HttpStatusCode.NotFound), (report.BatchId, HttpStatusCode.OK) })
        {
            using var answer = await importer.Http.PostAsync($"api/contacts/import/{batch}/undo", null, TestContext.Current.CancellationToken);
            Assert.Equal(status, answer.StatusCode);
        }

        Assert.NotNull(await tenant.InAsync(services => services.GetRequiredService<Kernel.Users.Roles>().FindAsync("Kept")));
        Assert.Equal("0", await tenant.Browser.ReadAsync("/admin/people?handler=Count"));
    }

    [Fact]
    public async Task The_api_refuses_what_is_no_import_and_whoever_may_not()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(tenant, "{ nonsense", Utf8("a\n1\n"))).Status);
        using var stranger = tenant.Host.Browse(tenant.Settings.Name);
        using var content = new MultipartFormDataContent();
        using var refused = await stranger.Http.PostAsync("api/contacts/import", content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    private static async Task<(HttpStatusCode Status, string Body)> PostAsync(ContactsTenant tenant, string map, byte[] file, string accept = "application/json")
    {
        var token = Regex.Match(await tenant.Browser.ReadAsync("/admin/people/new"), "name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"").Groups[1].Value;
        using var form = new MultipartFormDataContent { { new StringContent(map), "map" }, { new ByteArrayContent(file), "file", "people.csv" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/contacts/import") { Content = form };
        request.Headers.Add("RequestVerificationToken", token);
        request.Headers.Accept.Clear();
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        using var answer = await tenant.Browser.Http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
