using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Crm.Contacts.Addresses;
using Crm.Contacts.Import;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Data;
using Microsoft.Extensions.DependencyInjection;
using MiniExcelLibs;

namespace Crm.Contacts.Tests.Export;

/// <summary>People taken out in a file, and read back.</summary>
public sealed partial class ExportPeopleTests
{
    [Theory]
    [InlineData("Sqlite", "Csv")]
    [InlineData("Sqlite", "Xlsx")]
    [InlineData("Postgres", "Csv")]
    [InlineData("Postgres", "Xlsx")]
    public async Task What_is_exported_and_imported_again_changes_nothing(string database, string kind)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        await tenant.InFrenchAsync();
        await tenant.DemoAsync();
        await AwkwardAsync(tenant);
        var file = await ExportAsync(tenant, kind, []);
        var before = await tenant.InAsync(services => services.GetRequiredService<ISession>().Query<ContentItem, PersonIndex>().CountAsync());

        var report = await ImportAsync(tenant, file);

        Assert.Empty(report.Rows.Select(row => $"{row.Line} {row.Column} {row.Value}: {row.Reason}"));
        Assert.Equal((before, 0, 0, before, 0, 0), (report.Read, report.Created, report.Updated, report.Unchanged, report.Refused, report.Warnings));
    }

    [Theory]
    [InlineData("Csv")]
    [InlineData("Xlsx")]
    public async Task A_changed_cell_changes_that_person_and_a_new_row_is_a_new_person(string kind)
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var ids = await tenant.PeopleAsync([("Ada", "Un"), ("Bea", "Deux")]);
        var rows = Rows(kind, await ExportAsync(tenant, kind, [new("columns", "Id"), new("columns", "GivenName"), new("columns", "FamilyName")]));
        Assert.Equal([["Id", "Given name", "Family name"], [ids[0], "Ada", "Un"], [ids[1], "Bea", "Deux"]], rows);

        var changed = $"Id,Given name,FamilyName\n{ids[0]},Ada,Trois\n{ids[1]},Bea,Deux\n,Cléo,Quatre\nnobody,Zoé,Cinq\n";
        var report = await ImportAsync(tenant, Encoding.UTF8.GetBytes(changed));

        Assert.Equal((1, 1, 1, 1), (report.Created, report.Updated, report.Unchanged, report.Refused));
        Assert.Equal("Nobody here has this id.", report.Rows.Single().Reason);
        Assert.Equal(["Bea Deux", "Cléo Quatre", "Ada Trois"], await tenant.WalkAsync("/admin/people"));
        Assert.Empty(await tenant.InAsync(services => services.GetRequiredService<IHistory>().UndoBatchAsync(report.BatchId)));
        Assert.Equal(["Bea Deux", "Ada Un"], await tenant.WalkAsync("/admin/people"));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Homes_workplaces_and_second_addresses_are_read_back_and_a_changed_one_changes(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        await tenant.DemoAsync();
        var id = await tenant.PersonAsync("lefevre");
        await tenant.InAsync(async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            var item = await content.NewAsync(ContactTypes.Person);
            item.Alter<PersonPart>(person => person.FamilyName = "Lin");
            item.Alter<AddressPart>(address => address.Addresses = [new PostalAddress { Country = "FR", City = "Agen" }, new PostalAddress { Kind = "work", Country = "TW", Lines = ["信義路五段7號"], Postcode = "110", City = "臺北市" }]);
            await content.CreateAsync(item);
            return true;
        });
        string[] columns = ["Id", "Memberships", "OtherAddresses"];
        var text = Encoding.UTF8.GetString(await ExportAsync(tenant, "Csv", [.. columns.Select(column => new KeyValuePair<string, string>("columns", column))]));
        var home = (await PersonAsync(tenant, id)).Memberships[0];
        Assert.Contains($"[{home.HouseholdId}] | ", text);
        Assert.Contains("work | TW | 110 | 臺北市 |  | 信義路五段7號", text);

        var line = text.Split("\r\n").Single(row => row.StartsWith(id, StringComparison.Ordinal));
        var changed = text.Replace("信義路五段7號", "信義路五段8號", StringComparison.Ordinal).Replace(line, $"{id},,[{home.HouseholdId}] | guardian | {(home.From ?? new DateOnly(2001, 2, 3)):yyyy-MM-dd} | 2030-01-01 | 40", StringComparison.Ordinal);
        var report = await ImportAsync(tenant, Encoding.UTF8.GetBytes(changed));

        Assert.Empty(report.Rows.Select(row => $"{row.Line} {row.Column} {row.Value}: {row.Reason}"));
        Assert.Equal((2, 0), (report.Updated, report.Refused));
        var after = (await PersonAsync(tenant, id)).Memberships[0];
        Assert.Equal((home.HouseholdId, "guardian", new DateOnly(2030, 1, 1), 40), (after.HouseholdId, after.Role, after.To!.Value, after.Share!.Value));
        Assert.Contains("信義路五段8號", Encoding.UTF8.GetString(await ExportAsync(tenant, "Csv", [new("columns", "OtherAddresses")])));
    }

    [Fact]
    public async Task No_text_is_a_formula_in_a_spreadsheet_and_each_comes_back_as_it_was()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var ids = await AwkwardAsync(tenant);
        var csv = Encoding.UTF8.GetString(await ExportAsync(tenant, "Csv", []));
        Assert.Contains("'=HYPERLINK", csv);
        await foreach (var row in new CsvRows(new StringReader(csv), ',', '"').ReadAsync(CancellationToken.None))
        {
            Assert.All(row.Cells, cell => Assert.DoesNotMatch("^[=@\t\r]|^[+-].*[^0-9 ().-]", cell));
        }

        foreach (var cell in MiniExcel.Query(new MemoryStream(await ExportAsync(tenant, "Xlsx", []))).Cast<IDictionary<string, object?>>().SelectMany(row => row.Values).OfType<string>())
        {
            Assert.False(cell.StartsWith("'=", StringComparison.Ordinal), cell);
        }

        await ImportAsync(tenant, Encoding.UTF8.GetBytes(csv));
        var item = await tenant.InAsync(services => services.GetRequiredService<IContentManager>().GetAsync(ids, VersionOptions.Latest));
        Assert.Equal("=HYPERLINK(\"http://example.org\")", item!.As<PersonPart>()!.Function);
    }

    [Fact]
    public async Task The_file_holds_those_the_list_shows_and_the_log_tells_of_it()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var ids = await tenant.PeopleAsync([("Ada", "Vidal"), ("Bea", "Roux"), ("Cléo", "Vidal")]);

        Assert.Contains("Export 2 people", await tenant.Browser.ReadAsync("/admin/people/export?q=vidal"));
        Assert.Equal([["Id"], [ids[0]], [ids[2]]], Rows("Csv", await ExportAsync(tenant, "Csv", [new("columns", "Id"), new("q", "vidal")])));
        Assert.Equal([["Id"], [ids[1]]], Rows("Csv", await ExportAsync(tenant, "Csv", [new("columns", "Id"), new("ids", ids[1])])));

        var conditions = """{ "version": 1, "match": "all", "of": [ { "rule": "person.stage", "operator": "is", "not": true, "values": { "value": "client" } } ] }""";
        Assert.Equal(4, Rows("Csv", await ExportAsync(tenant, "Csv", [new("columns", "Id"), new("where", conditions)])).Count);

        var log = await tenant.Browser.ReadAsync("/admin/people/exports");
        Assert.Contains("3 people (not: Stage is Client)", log);
        Assert.Contains("2 people (“vidal”)", WebUtility.HtmlDecode(log));
        Assert.Contains("1 person chosen one by one", log);
    }

    [Fact]
    public async Task Without_a_column_or_anybody_there_is_a_sentence_and_no_file()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        await tenant.PeopleAsync([("Ada", "Un")]);
        using var none = await tenant.Browser.SubmitAsync("/admin/people/export", [new("kind", "Csv")]);
        Assert.Equal(HttpStatusCode.OK, none.StatusCode);
        Assert.Contains("Choose at least one column.", await none.Content.ReadAsStringAsync());
        using var nobody = await tenant.Browser.GetAsync("/admin/people/export?q=xyz");
        Assert.Equal(HttpStatusCode.Redirect, nobody.StatusCode);
        Assert.Contains("Nobody has exported anything yet", await tenant.Browser.ReadAsync("/admin/people/exports"));
    }

    [Theory]
    [InlineData("Id,Nom de code\nx,y\n", "The file has no map, and its column “Nom de code” is none that an export gives.")]
    [InlineData("Given name\nAda\n", "The file has no map, and no column “Id” by which an export could be known again.")]
    [InlineData("Id,(Name)\nx,Ada\n", "The file has an id, but no column that could be read back.")]
    [InlineData("PK\u0003\u0004rubbish", "The workbook is damaged and cannot be read.")]
    public async Task A_file_that_was_not_exported_here_is_refused_with_a_sentence(string text, string sentence)
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var refusal = await Assert.ThrowsAsync<ImportRefusedException>(() => ImportAsync(tenant, Encoding.Latin1.GetBytes(text)));
        Assert.Equal(sentence, refusal.Message);
    }

    [Fact]
    public async Task A_packed_file_that_is_no_workbook_and_one_with_broken_sheets_are_refused()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        Assert.Equal("This is a packed file, but not a workbook (.xlsx).", (await Assert.ThrowsAsync<ImportRefusedException>(() => ImportAsync(tenant, Zip(("a.txt", "hello"))))).Message);
        var broken = Zip(("xl/workbook.xml", "<workbook"), ("[Content_Types].xml", "<Types/>"), ("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row><c r=\"A1\""));
        Assert.Contains("cannot be read", (await Assert.ThrowsAsync<ImportRefusedException>(() => ImportAsync(tenant, broken))).Message);
    }

    [GeneratedRegex("name=\"columns\" value=\"(?<name>[^\"]+)\"")]
    private static partial Regex Offered();

    private static byte[] Zip(params (string Name, string Text)[] entries)
    {
        var stream = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(stream, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return stream.ToArray();
    }

    // All that is hard to carry: formulas, apostrophes, line ends, blanks around, several points of a kind, a day that workbooks do not know, fields of every kind.
    private static Task<string> AwkwardAsync(ContactsTenant tenant) => tenant.InAsync(async services =>
    {
        await services.GetRequiredService<IContentDefinitionManager>().AlterPartDefinitionAsync("Person", part =>
        {
            foreach (var (name, type) in new[] { ("Doudou", "TextField"), ("Sage", "BooleanField"), ("Taille", "NumericField"), ("Visite", "DateField"), ("Voeux", "MultiTextField") })
            {
                part.WithField(name, field => field.OfType(type).WithDisplayName(name == "Doudou" ? "Notes" : name)); // one bears the heading of another column
            }
        });
        var content = services.GetRequiredService<IContentManager>();
        var item = await content.NewAsync(ContactTypes.Person);
        item.Alter<PersonPart>(person =>
        {
            (person.GivenName, person.FamilyName, person.Function) = ("  Jean ", "'-tréma; \"dit\" le, grand", "=HYPERLINK(\"http://example.org\")");
            (person.Notes, person.Source, person.BirthName) = ("Une\r\nligne\n\n=1+1\ttab", "'", "-x+1");
            (person.BirthDate, person.Discount, person.Languages) = (new DateOnly(1888, 12, 24), 12.50m, ["fr", "zh-TW"]);
            (person.Civility, person.Team) = ("@here", "00123");
        });
        item.Alter<ContactPointsPart>(points =>
        {
            points.Emails = [new Contacts.Points.Email { Address = "a@example.org", Kind = "home" }, new Contacts.Points.Email { Address = "b@example.org", Kind = "home" }, new Contacts.Points.Email { Address = "c@example.org", Kind = "school" }];
            points.Phones = [new Phone { Raw = "+33 6 12 34 56 78", Number = "+33612345678", Kind = "mobile" }, new Phone { Raw = "06 99 99 99 99", Number = "+33699999999", Kind = "mobile" }, new Phone { Raw = "illisible", Kind = "work" }];
        });
        item.Alter<AddressPart>(address => address.Addresses =
        [
            new PostalAddress { Kind = "home", Country = "FR", Lines = ["", "Bât. B", " 3 rue du Pôle "], Postcode = "01000", City = "Bourg-en-Bresse" },
            new PostalAddress { Kind = "work", Country = "TW", Lines = ["信義路五段7號"], Postcode = "110", City = "臺北市" },
        ]);
        item.Merge(new System.Text.Json.Nodes.JsonObject
        {
            ["Person"] = System.Text.Json.Nodes.JsonNode.Parse("""{ "Doudou": { "Text": "-5" }, "Sage": { "Value": false }, "Taille": { "Value": 1.250 }, "Visite": { "Value": "1962-12-24T00:00:00Z" }, "Voeux": { "Values": ["vélo", "train"] } }"""),
        });
        item.DisplayText = item.As<PersonPart>()!.DisplayName();
        await content.CreateAsync(item);
        return item.ContentItemId;
    });

    private static async Task<PersonPart> PersonAsync(ContactsTenant tenant, string id)
        => (await tenant.InAsync(services => services.GetRequiredService<IContentManager>().GetAsync(id, VersionOptions.Latest)))!.As<PersonPart>()!;

    private static async Task<byte[]> ExportAsync(ContactsTenant tenant, string kind, List<KeyValuePair<string, string>> fields)
    {
        if (fields.All(field => field.Key != "columns"))
        {
            var columns = Offered().Matches(await tenant.Browser.ReadAsync("/admin/people/export")).Select(match => WebUtility.HtmlDecode(match.Groups["name"].Value)).ToList();
            Assert.True(columns.Count > 35, string.Join(' ', columns));
            fields = [.. fields, .. columns.Select(column => new KeyValuePair<string, string>("columns", column))];
        }

        using var answer = await tenant.Browser.SubmitAsync("/admin/people/export", [new("kind", kind), .. fields]);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private static Task<ImportReport> ImportAsync(ContactsTenant tenant, byte[] file)
        => tenant.InAsync(services => services.GetRequiredService<ImportPeople>().RunAsync(new MemoryStream(file), null, new RefusedRows(new StringWriter()), CancellationToken.None));

    private static List<string[]> Rows(string kind, byte[] file) => kind == "Xlsx"
        ? [.. MiniExcel.Query(new MemoryStream(file)).Cast<IDictionary<string, object?>>().Select(row => row.Values.Select(value => value?.ToString() ?? "").ToArray())]
        : [.. Encoding.UTF8.GetString(file).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',', ';'))];
}
