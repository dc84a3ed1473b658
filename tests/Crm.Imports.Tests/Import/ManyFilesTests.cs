using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Crm.Contacts.Households;
using Crm.Contacts.Organisations;
using Crm.Contacts.People;
using Crm.Kernel.Commands;
using Crm.Kernel.Data;
using Crm.Testing;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Import;

/// <summary>Several files sent in one call: one import, one report, one undo.</summary>
public sealed class ManyFilesTests
{
    private const string PeopleMap = """{ "source": "s", "key": "n", "columns": { "prénom": "GivenName", "nom": "FamilyName", "foyer": "Household", "entreprise": "Organisation", "marraine": "Relation.godmother:second" } }""";
    private const string HomesMap = """{ "source": "s", "holds": "Household", "key": "code", "columns": { "nom": "Name", "ville": "Address.City" } }""";
    private const string WorksMap = """{ "source": "s", "holds": "Organisation", "key": "code", "columns": { "nom": "Name" } }""";
    private const string People = "n,prénom,nom,foyer,entreprise,marraine\n1,Ada,Roux,F1,O1,11\n2,Bea,Roux,F1,,1\n3,Cléo,Blanc,F9,,\n";
    private const string More = "{\"n\":11,\"prénom\":\"Zoé\",\"nom\":\"Vidal\"}\n{\"n\":12,\"prénom\":\"Yan\",\"nom\":\"Vidal\",\"marraine\":\"99\"}\n";
    private const string Homes = "code,nom,ville\nF1,Famille Roux,Libourne\nF2,,Agen\n";
    private const string Works = "code,nom\nO1,Atelier Dumas\n";

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Files_of_people_households_and_organisations_name_one_another_and_are_undone_as_one(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        var (status, body) = await PostAsync(tenant, "application/json", ("map", PeopleMap), ("people.csv", People), ("more.ndjson", More), ("map", HomesMap), ("homes.csv", Homes), ("map", WorksMap), ("works.csv", Works));
        Assert.Equal(HttpStatusCode.OK, status);
        var report = JsonNode.Parse(body)!;
        Assert.Equal((8, 5, 3), ((int)report["read"]!, (int)report["created"]!, (int)report["refused"]!));
        Assert.Equal(
            ["people.csv Person 2 1", "more.ndjson Person 1 1", "homes.csv Household 1 1", "works.csv Organisation 1 0"],
            report["files"]!.AsArray().Select(file => $"{file!["file"]} {file["holds"]} {file["created"]} {file["refused"]}"));
        Assert.Equal(
            ["people.csv 4 There is no household “F9” here.", "more.ndjson 2 There is nobody “99” here.", "homes.csv 3 A household needs a name."],
            report["rows"]!.AsArray().Select(row => $"{row!["file"]} {row["line"]} {row["reason"]}"));
        Assert.Equal(["Ada Roux > Bea Roux", "Zoé Vidal > Ada Roux"], await RelationsTests.SaidAsync(tenant));
        Assert.Equal("3 1 1", await CountAsync(tenant));

        Assert.Empty(await tenant.InAsync(services => services.GetRequiredService<IHistory>().UndoBatchAsync((string)report["batchId"]!)));
        Assert.Equal("0 0 0", await CountAsync(tenant));
    }

    [Fact]
    public async Task What_cannot_be_used_keeps_all_files_out_and_is_named()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        foreach (var (parts, sentence, file) in new ((string, string)[], string, string?)[]
        {
            ([("map", HomesMap), ("homes.csv", Homes), ("people.csv", People)], "The file has no column “ville”; it has: n, prénom, nom, foyer, entreprise, marraine.", "people.csv"),
            ([("map", HomesMap), ("homes.csv", Homes), ("empty.csv", "")], "The file is empty.", "empty.csv"),
            ([("map", HomesMap), .. Enumerable.Range(0, 21).Select(i => ($"{i}.csv", Homes))], "At most 20 files go in at once.", null),
        })
        {
            var (status, body) = await PostAsync(tenant, "application/json", parts);
            Assert.Equal((HttpStatusCode.BadRequest, sentence, file), (status, (string?)JsonNode.Parse(body)!["detail"], (string?)JsonNode.Parse(body)!["file"]));
        }

        var (_, several) = await PostAsync(tenant, "text/csv", ("map", HomesMap), ("a.csv", Homes), ("b.csv", Homes));
        Assert.StartsWith("The refused rows of several files do not make one file", (string?)JsonNode.Parse(several)!["detail"]);
        Assert.Equal("0 0 0", await CountAsync(tenant));
    }

    [Fact]
    public async Task The_command_takes_several_files_with_one_map_or_one_for_each()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var folder = Directory.CreateTempSubdirectory();
        async Task<string> WriteAsync(string name, string text)
        {
            var path = Path.Combine(folder.FullName, name);
            await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
            return path;
        }

        var (people, more, homes) = (await WriteAsync("people.csv", People.Replace(",O1", ",", StringComparison.Ordinal)), await WriteAsync("more.ndjson", More), await WriteAsync("homes.csv", Homes));
        var (map, homesMap) = (await WriteAsync("map.json", PeopleMap), await WriteAsync("homes.json", HomesMap));
        var (code, output, _) = await RunAsync(tenant, [people, more], map);
        Assert.Equal(0, code);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal($"{people}: 3 rows read: 0 created, 0 updated, 0 unchanged, 3 refused", lines[0].TrimEnd('\r'));
        Assert.StartsWith("5 rows read: 1 created, 0 updated, 0 unchanged, 4 refused", lines[2]);

        (code, output, _) = await RunAsync(tenant, [people, homes, more], $"{map},{homesMap},{map}");
        Assert.Equal(0, code);
        Assert.Contains("7 rows read: 3 created, 0 updated, 1 unchanged, 3 refused", output, StringComparison.Ordinal);
        Assert.Contains("F9", await File.ReadAllTextAsync(people + ".refused.csv", TestContext.Current.CancellationToken));
        Assert.Contains("\"import_column\":\"marraine\"", await File.ReadAllTextAsync(more + ".refused.ndjson", TestContext.Current.CancellationToken));

        Assert.Equal((2, "There are 2 maps for 3 files: name one for all, or one for each."), await FaultAsync(tenant, [people, homes, more], $"{map},{homesMap}"));
        Assert.Equal((1, $"{homes}: The file has no column “prénom”; it has: code, nom, ville."), await FaultAsync(tenant, [people, homes], map, path: "$.columns['prénom']"));
        Assert.Equal((1, "import people: At most 20 files go in at once."), await FaultAsync(tenant, [.. Enumerable.Repeat(people, 21)], map));
        folder.Delete(recursive: true);
    }

    private static async Task<(int Code, string Error)> FaultAsync(ContactsTenant tenant, string[] files, string map, string? path = null)
    {
        var (code, _, error) = await RunAsync(tenant, files, map);
        return (code, path is null ? error.Trim() : error.Trim().Replace($"{map} {path}", files[^1], StringComparison.Ordinal));
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(ContactsTenant tenant, string[] files, string map)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await tenant.InAsync(services => services.GetServices<ICliCommand>().Single(command => command.Name == "import people")
            .RunAsync(new CommandArguments(files, new Dictionary<string, string> { ["map"] = map }), output, error, CancellationToken.None));
        return (code, output.ToString(), error.ToString());
    }

    private static Task<string> CountAsync(ContactsTenant tenant) => tenant.InAsync(async services =>
    {
        var session = services.GetRequiredService<ISession>();
        return $"{await session.QueryIndex<PersonIndex>().CountAsync()} {await session.QueryIndex<HouseholdIndex>().CountAsync()} {await session.QueryIndex<OrganisationIndex>().CountAsync()}";
    });

    // Parts in their order: a map, or a file by its name.
    private static async Task<(HttpStatusCode Status, string Body)> PostAsync(ContactsTenant tenant, string accept, params (string Name, string Text)[] parts)
    {
        using var program = tenant.Host.Browse(tenant.Settings.Name).WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "admin"));
        program.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        program.Http.DefaultRequestHeaders.Accept.ParseAdd(accept);
        using var form = new MultipartFormDataContent();
        foreach (var (name, text) in parts)
        {
            if (name == "map")
            {
                form.Add(new StringContent(text), "map");
            }
            else
            {
                form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "file", name);
            }
        }

        using var answer = await program.Http.PostAsync("api/contacts/import", form, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
