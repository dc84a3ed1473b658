using System.Globalization;
using System.Security.Claims;
using Crm.Bench.Hosts;
using Crm.Contacts;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Bench.People;

/// <summary>
/// The list of people over real HTTP, signed in: each order alone and under each filter, up and down, first, middle and last page; counts, searches, a person's page.
/// <c>CRM_BENCH_SIZE</c> gives the numbers of people, 100000,1000000 without it; beyond a million only list and count are measured.
/// Times are the server's, from first middleware to last byte.
/// </summary>
public sealed class PeopleBench : IBench
{
    private const int Repetitions = 30;

    private static readonly (string Name, string Text)[] s_searches =
        [("a name", "Berger"), ("two words", "celine berger"), ("a prefix", "Be"), ("a town", "Libourne"), ("an e-mail address", "celine.berger"), ("the beginning of an e-mail address", "claire.le@"), ("a phone", "05 36 49 00 01"), ("nobody", "zzyzx")];

    public string Name => "people";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        var rows = new List<BenchRow>();
        foreach (var size in (Environment.GetEnvironmentVariable("CRM_BENCH_SIZE") ?? "100000,1000000").Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture)))
        {
            var data = new PeopleData(Path.Combine(Directory.GetCurrentDirectory(), "bench", "work", $"people-{size}"), size);
            await using var host = await data.OpenAsync(cancellationToken);
            using var visitor = await new Visitor(host.Address).SignInAsync();
            await host.Clock.NextAsync(cancellationToken);
            await host.Clock.NextAsync(cancellationToken);
            rows.AddRange(await new Take(host, visitor, size).RowsAsync(cancellationToken));
        }

        return rows;
    }

    private sealed class Take(BenchHost host, Visitor visitor, int people)
    {
        private readonly string _people = string.Create(CultureInfo.InvariantCulture, $"{people:N0} people");

        public async Task<IReadOnlyList<BenchRow>> RowsAsync(CancellationToken cancellationToken)
        {
            using var sql = new HandSql(host.Database);
            var rows = new List<BenchRow>();
            var (cases, pageSize) = await ReadAsync(sql);
            foreach (var list in cases)
            {
                rows.AddRange(await PagesAsync(sql, list, pageSize, cancellationToken));
            }

            foreach (var list in cases.DistinctBy(list => (list.Column, list.Value)))
            {
                var count = await ServerAsync(list.CountAddress, cancellationToken);
                rows.Add(BenchRow.AtMost($"count {list.Name.Split(" by ")[0].Replace("list ", "", StringComparison.Ordinal)}, {_people}", "ms p95", count, 50, "hand-written SQL", sql.CountP95(list, 10)));
            }

            return people > 1_000_000 ? rows : [.. rows, .. await SearchesAsync(cancellationToken), .. await PersonAsync(sql, cancellationToken)];
        }

        private async Task<(List<ListCase> Cases, int PageSize)> ReadAsync(HandSql sql)
        {
            var (cases, size) = (new List<ListCase>(), 0);
            await host.InTenantAsync(host.Default, async services =>
            {
                var sight = new ContactSight(await services.GetRequiredService<Visible>().ForAsync(new ClaimsPrincipal()), ContactTypes.Person, new RecordScope(Owners: null));
                (cases, size) = ([.. ListCases.All(sql.Connection, sight)], (await services.GetRequiredService<ISiteService>().GetSiteSettingsAsync()).PageSize);
            });
            return (cases, size);
        }

        private async Task<IEnumerable<BenchRow>> PagesAsync(HandSql sql, ListCase list, int pageSize, CancellationToken cancellationToken)
        {
            if (!sql.Knows(list))
            {
                throw new InvalidOperationException($"The list offers the order {list.Order.Name}, of which {nameof(HandSql)} does not know the columns.");
            }

            var total = sql.Count(list);
            var rows = new List<BenchRow>();
            foreach (var (page, position) in new[] { ("first page", -1L), ("middle page", total / 2), ("last page", total - pageSize) }.Where(page => page.Item2 < 0 || total > pageSize))
            {
                var before = position < 0 ? null : sql.IdAt(list, position);
                var addresses = before is null ? [list.Address()] : await NearAsync(sql, list, position, cancellationToken);
                var reference = sql.P95(list, before is null ? null : sql.Place(list, before), pageSize + 1, Repetitions);
                var value = await ServerAsync(i => addresses[i % addresses.Count], Repetitions, cancellationToken);
                rows.Add(BenchRow.AtMost($"{list.Name}, {_people}{BenchRow.Detail}{(list.Down ? "downwards" : "upwards")}, {page} of {total:N0}", "ms p95", value, 50, "hand-written SQL, rows only", reference));
            }

            return rows;
        }

        // Neighbouring places, so that no request asks the very same as the one before.
        private async Task<IReadOnlyList<string>> NearAsync(HandSql sql, ListCase list, long position, CancellationToken cancellationToken)
        {
            var addresses = new List<string>();
            foreach (var id in sql.IdsAt(list, Math.Max(0, position - 7), 7))
            {
                cancellationToken.ThrowIfCancellationRequested();
                addresses.Add(list.Address(await CursorAsync(list, id)));
            }

            return addresses;
        }

        private async Task<string> CursorAsync(ListCase list, string contentItemId)
        {
            var cursor = "";
            await host.InTenantAsync(host.Default, async services =>
                cursor = list.Order.CursorOf((await services.GetRequiredService<ISession>().QueryIndex<PersonIndex>().FirstOrDefaultAsync(row => row.ContentItemId == contentItemId))!).ToString());
            return cursor;
        }

        private async Task<IEnumerable<BenchRow>> SearchesAsync(CancellationToken cancellationToken)
        {
            var rows = new List<BenchRow>();
            foreach (var (name, text) in s_searches)
            {
                var query = $"q={Uri.EscapeDataString(text)}";
                rows.Add(BenchRow.AtMost($"list search {name}, {_people}{BenchRow.Detail}first page", "ms p95", await ServerAsync("/admin/people?" + query, cancellationToken), 50));
                rows.Add(BenchRow.AtMost($"count search {name}, {_people}", "ms p95", await ServerAsync($"/admin/people?handler=Count&{query}", cancellationToken, 10), 50));
            }

            return rows;
        }

        private async Task<IEnumerable<BenchRow>> PersonAsync(HandSql sql, CancellationToken cancellationToken)
        {
            var list = new ListCase(null, "", new ListOrder<PersonIndex>("added"), Down: false);
            var some = Enumerable.Range(0, Repetitions).Select(i => sql.IdAt(list, (i * 7919L * 131) % people)).ToList();
            var friend = PeopleData.OldestFriend(host.Database);
            return
            [
                BenchRow.AtMost($"a person's page, {Repetitions} people of {_people}", "ms p95", await ServerAsync(i => $"/admin/people/{some[i]}", Repetitions, cancellationToken), 100),
                BenchRow.AtMost($"a person's page with 5,000 timeline entries of twenty years, {_people}", "ms p95", await ServerAsync($"/admin/people/{friend}", cancellationToken), 100),
            ];
        }

        private Task<double> ServerAsync(string address, CancellationToken cancellationToken, int repetitions = Repetitions) => ServerAsync(_ => address, repetitions, cancellationToken);

        private Task<double> ServerAsync(Func<int, string> address, int repetitions, CancellationToken cancellationToken)
            => Figures.MedianAsync(() => visitor.ServerP95Async(host.Clock, address, repetitions, cancellationToken));
    }
}
