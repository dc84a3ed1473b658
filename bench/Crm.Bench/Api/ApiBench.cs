using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Crm.Bench.Hosts;
using Crm.Bench.People;
using Crm.Kernel.Content;

namespace Crm.Bench.Api;

/// <summary>The API at 100,000 contacts by a token, in processor time of server and database together; the host is a process of its own.</summary>
public sealed class ApiBench : IBench
{
    private const int People = 100_000;
    private const int Requests = 300;
    private const int Bulk = 500;
    private const string Peers = "best peer on such a machine";

    public string Name => "api";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        var kept = WorkFolder.Kept($"people-{People}");
        await using (await new PeopleData(kept, People).OpenAsync(cancellationToken))
        {
            // made when it was not there
        }

        using var folder = new WorkFolder("api");
        WorkFolder.Copy(kept, folder.Path);
        var token = await HostProcess.RunAsync(folder.Path, cancellationToken, "token", "--user", BenchHost.User);
        var ids = Ids(Path.Combine(folder.Path, "Sites", "Default", "crm.db"));
        await using var host = await HostProcess.StartReadyAsync(folder.Path, cancellationToken);
        using var program = new Visitor(host.Address) { Token = token };
        var (town, bulk) = (Uri.EscapeDataString("libourne be"), 0);
        return
        [
            BenchRow.AtMost("API: a contact by id", "CPU ms", await host.CpuPerRequestAsync(Requests, n => program.ReadAsync($"/api/content/{ids[n % ids.Count]}", cancellationToken)), 0.25, Peers, 2.5),
            BenchRow.AtMost("API: first 50 people by name", "CPU ms", await host.CpuPerRequestAsync(Requests, _ => program.ReadAsync("/api/contacts/people?sort=name&take=50", cancellationToken)), 0.38, Peers, 3.8),
            BenchRow.AtMost("API: people of a town whose name begins so", "CPU ms", await host.CpuPerRequestAsync(Requests, _ => program.ReadAsync($"/api/contacts/people?q={town}&take=50", cancellationToken)), 0.66, Peers, 6.6),
            BenchRow.Fact("API: 50 whole contacts in the order they were made", "CPU ms", await host.CpuPerRequestAsync(Requests / 2, _ => program.ReadAsync("/api/content?type=Person&take=50", cancellationToken))),
            BenchRow.AtMost("API: bulk create", "CPU ms a contact", await host.CpuPerRequestAsync(10, _ => CreateAsync(program, bulk++, cancellationToken)) / Bulk, 0.14, Peers, 1.4),
        ];
    }

    private static async Task CreateAsync(Visitor program, int bulk, CancellationToken cancellationToken)
    {
        var lines = string.Join('\n', Enumerable.Range(0, Bulk).Select(n => Person((bulk * Bulk) + n).ToJsonString()));
        var status = await program.PostAsync("/api/content/batch", new StringContent(lines, Encoding.UTF8, "application/x-ndjson"), cancellationToken);
        if (status != HttpStatusCode.OK)
        {
            throw new InvalidOperationException($"Bulk create answered {(int)status}.");
        }
    }

    private static JsonObject Person(int number) => new()
    {
        ["ContentItemId"] = ContentId.New(), ["ContentType"] = "Person", ["DisplayText"] = $"Claire Martin {number}",
        ["PersonPart"] = new JsonObject { ["GivenName"] = "Claire", ["FamilyName"] = $"Martin {number}", ["Stage"] = "client" },
        ["ContactPointsPart"] = new JsonObject { ["Emails"] = new JsonArray(new JsonObject { ["Address"] = $"claire.{number}@example.org" }) },
        ["AddressPart"] = new JsonObject { ["Addresses"] = new JsonArray(new JsonObject { ["Kind"] = "home", ["Country"] = "FR", ["Postcode"] = "33500", ["City"] = "Libourne", ["Lines"] = new JsonArray("12 rue des Lilas") }) },
    };

    private static List<string> Ids(string database)
    {
        using var connection = Sql.Open(database);
        return connection.Texts("SELECT ContentItemId FROM PersonIndex WHERE DocumentId % 97 = 0 LIMIT 500");
    }
}
