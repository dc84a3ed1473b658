using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Crm.Contacts.Import;
using Crm.Contacts.People;
using Crm.Kernel.Commands;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Import;

/// <summary>Files of JSON objects, one a line.</summary>
public sealed class NdjsonTests
{
    private const string Map = """
        { "source": "test", "key": "ref", "country": "FR", "columns": { "nom": "FamilyName", "prénom": "GivenName", "né": "BirthDate", "voisins": "Relation.neighbour", "sage": "Person.Sage", "taille": "Person.Taille", "vœux": "Person.Voeux" } }
        """;

    private const string Lines = """
        {"ref":1,"nom":"Roux","prénom":"Ada","né":"1990-05-06","sage":true,"taille":1.04e2,"vœux":["vélo","train"],"autre":{"x":1}}
        {"ref":"2","nom":"Roux","prénom":"Bea","né":null,"voisins":["1","Cléo Roux | 2001-01-02"],"sage":false}

        {"ref":3,"nom":"Roux","prénom":"Cléo"}
        {"ref":4,"nom":"Roux","né":"hier","couleur":"rouge"}
        {"ref":5,"nom":{"famille":"Roux"}}
        {"ref":6,"nom":"Roux","NOM":"Blanc"}
        ["ref",7]
        {"ref":8,"nom":"Roux","prénom":"Hé
        """;

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Good_lines_go_in_and_bad_ones_come_back_as_json_and_go_in_when_they_are_mended(string database)
    {
        await using var tenant = await TenantAsync(database);
        var (status, body) = await PostAsync(tenant, Lines, "application/json");
        Assert.Equal(HttpStatusCode.OK, status);
        var report = JsonNode.Parse(body)!;
        Assert.Equal((8, 3, 5), ((int)report["read"]!, (int)report["created"]!, (int)report["refused"]!));
        Assert.Equal(
            [
                (5, "né", "This is not a date in an expected format."), (6, "", "“nom” holds an object or a list within a list; a value is a text, a number, true, false, or a list of these."),
                (7, "", "The name “NOM” occurs twice in this line."), (8, "", "This line is not a JSON object."), (9, "", "This line is cut off: its JSON object does not end."),
            ],
            report["rows"]!.AsArray().Select(row => ((int)row!["line"]!, (string)row["column"]!, (string)row["reason"]!)));
        Assert.Equal(["Bea Roux ~ Ada Roux", "Bea Roux ~ Cléo Roux since 2001-01-02"], await RelationsTests.SaidAsync(tenant));
        var id = await tenant.PersonAsync("ada");
        var ada = (await tenant.InAsync(services => services.GetRequiredService<IContentManager>().GetAsync(id, VersionOptions.Latest)))!;
        Assert.Equal(new DateOnly(1990, 5, 6), ada.As<PersonPart>()!.BirthDate);
        Assert.Equal((true, 104m, "vélo train"), ((bool)ada.Data["Person"]!["Sage"]!["Value"]!, (decimal)ada.Data["Person"]!["Taille"]!["Value"]!, string.Join(' ', ada.Data["Person"]!["Voeux"]!["Values"]!.AsArray().Select(value => (string)value!))));

        // The refused come back as they came, with what their map does not speak of, and line, column and reason.
        var (_, refused) = await PostAsync(tenant, Lines, SheetForms.LinesType);
        var rows = refused.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal([5, 6, 7, 8, 9], rows.Select(row => (int)row["import_line"]!));
        Assert.Equal(("rouge", "né"), ((string)rows[0]["couleur"]!, (string)rows[0]["import_column"]!));
        Assert.Equal("[\"ref\",7]", (string)rows[3]["import_text"]!);
        var (_, again) = await PostAsync(tenant, refused.Split('\n')[0].Replace("hier", "2001-02-03", StringComparison.Ordinal), "application/json");
        Assert.Equal((1, 1), ((int)JsonNode.Parse(again)!["read"]!, (int)JsonNode.Parse(again)!["created"]!));
    }

    [Fact]
    public async Task Sentences_about_lines_are_in_the_readers_language_and_a_form_takes_such_a_file_too()
    {
        await using var tenant = await TenantAsync("Sqlite");
        await tenant.InFrenchAsync();
        var (_, body) = await PostAsync(tenant, "{\"nom\":[[1]]}\n{\"nom\":\"" + new string('x', JsonLines.LongestLine) + "\"}\n{\"ref\":1,\"nom\":\"Roux\"}", "application/json", "fr");
        Assert.Equal(
            ["« nom » contient un objet ou une liste dans une liste ; une valeur est un texte, un nombre, true, false, ou une liste de ces derniers.", "Cette ligne est trop longue : 100 000 caractères au plus."],
            JsonNode.Parse(body)!["rows"]!.AsArray().Select(row => string.Concat(((string)row!["reason"]!).Select(c => c is '\u00a0' or '\u202f' ? ' ' : c))));

        using var program = tenant.Host.Browse(tenant.Settings.Name).WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "admin"));
        using var form = new MultipartFormDataContent { { new StringContent(Map), "map" }, { new ByteArrayContent(Encoding.UTF8.GetBytes("{\"ref\":2,\"nom\":\"Blanc\"}\nrien")), "file", "gens.ndjson" } };
        program.Http.DefaultRequestHeaders.Accept.ParseAdd("text/csv");
        using var answer = await program.Http.PostAsync("api/contacts/import", form, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, SheetForms.LinesType), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.StartsWith("{\"import_text\":\"rien\",\"import_line\":2,", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(["Blanc", "Roux"], await tenant.WalkAsync("/admin/people"));
    }

    [Fact]
    public async Task Without_a_map_names_are_headings_of_an_export_and_one_that_comes_late_is_refused()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var ids = await tenant.PeopleAsync([("Ada", "Un"), ("Bea", "Deux")]);
        var many = string.Concat(Enumerable.Repeat($"{{\"Id\":\"{ids[1]}\"}}\n", 1).Concat(Enumerable.Range(0, 250).Select(_ => "{\"Id\":\"\",\"Given name\":\"Zoé\",\"Family name\":\"Neuf\"}\n")));
        var report = await ReadAsync(tenant, $"{{\"Id\":\"{ids[0]}\",\"Family name\":\"Trois\"}}\n{many}{{\"Id\":\"\",\"Notes\":\"x\"}}\n", null);
        Assert.Equal((253, 250, 1, 1, 1), (report.Read, report.Created, report.Updated, report.Unchanged, report.Refused));
        Assert.Equal((253, "The name “Notes” stands in none of the first lines, and no map says what it is."), (report.Rows.Single().Line, report.Rows.Single().Reason));
    }

    [Fact]
    public async Task The_command_knows_such_a_file_by_its_ending_and_keeps_the_form_of_what_it_refuses()
    {
        await using var tenant = await TenantAsync("Sqlite");
        var folder = Directory.CreateTempSubdirectory();
        var (file, map) = (Path.Combine(folder.FullName, "gens.ndjson"), Path.Combine(folder.FullName, "map.json"));
        await File.WriteAllTextAsync(file, "{\"ref\":1,\"nom\":\"Roux\"}\n{\"ref\":2,\"nom\":\"Blanc\",\"né\":\"demain\"}\n{\"ref\":3,\"nom\":\"\\ud800\"}\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(map, Map, TestContext.Current.CancellationToken);
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await tenant.InAsync(services => services.GetServices<ICliCommand>().Single(command => command.Name == "import people")
            .RunAsync(new CommandArguments([file], new Dictionary<string, string> { ["map"] = map }), output, error, CancellationToken.None));
        Assert.Equal((0, ""), (code, error.ToString()));
        Assert.StartsWith("3 rows read: 1 created, 0 updated, 0 unchanged, 2 refused", output.ToString());
        var refused = await File.ReadAllLinesAsync(file + ".refused.ndjson", TestContext.Current.CancellationToken);
        Assert.Equal("{\"ref\":2,\"nom\":\"Blanc\",\"né\":\"demain\",\"import_line\":2,\"import_column\":\"né\",\"import_reason\":\"This is not a date in an expected format.\"}", refused[0]);
        Assert.Equal(2, refused.Length);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_file_without_end_is_read_line_by_line()
    {
        var endless = new Endless();
        var rows = new JsonLines(endless, ImportMap.Parse("""{ "columns": { "nom": "FamilyName" } }""")).ReadAsync(TestContext.Current.CancellationToken);
        var last = await rows.Skip(5000).FirstAsync(TestContext.Current.CancellationToken);
        Assert.Equal((5000, "Roux"), (last.Line, last.Cells[0]));
        Assert.InRange(endless.Given, 1, 200_000);
    }

    // The same line again and again.
    private sealed class Endless : TextReader
    {
        private const string Line = "{\"nom\":\"Roux\",\"n\":1}\n";

        public int Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default)
        {
            for (var i = 0; i < buffer.Length; i++)
            {
                buffer.Span[i] = Line[Given++ % Line.Length];
            }

            return ValueTask.FromResult(buffer.Length);
        }
    }

    private static async Task<ContactsTenant> TenantAsync(string database)
    {
        var tenant = await ContactsTenant.StartAsync(database);
        await tenant.InAsync(async services =>
        {
            await services.GetRequiredService<IContentDefinitionManager>().AlterPartDefinitionAsync("Person", part =>
            {
                foreach (var (name, type) in new[] { ("Sage", "BooleanField"), ("Taille", "NumericField"), ("Voeux", "MultiTextField") })
                {
                    part.WithField(name, field => field.OfType(type));
                }
            });
            return true;
        });
        return tenant;
    }

    private static Task<ImportReport> ReadAsync(ContactsTenant tenant, string text, string? map) => tenant.InAsync(services => services.GetRequiredService<ImportPeople>()
        .RunAsync([new ImportFile("", new MemoryStream(Encoding.UTF8.GetBytes(text)), map is null ? null : ImportMap.Parse(map), new RefusedRows(new StringWriter()), SheetForm.Lines)], null, CancellationToken.None));

    private static async Task<(HttpStatusCode Status, string Body)> PostAsync(ContactsTenant tenant, string lines, string accept, string language = "en")
    {
        using var program = tenant.Host.Browse(tenant.Settings.Name).WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "admin"));
        program.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        program.Http.DefaultRequestHeaders.Accept.ParseAdd(accept);
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(lines));
        content.Headers.ContentType = new MediaTypeHeaderValue(SheetForms.LinesType);
        using var answer = await program.Http.PostAsync("api/contacts/import?map=" + Uri.EscapeDataString(Map), content, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
