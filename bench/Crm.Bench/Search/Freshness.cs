using System.Diagnostics;
using Crm.Bench.Hosts;
using Crm.Bench.People;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Search.Records;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Bench.Search;

/// <summary>How long after its save a change is found.</summary>
internal static class Freshness
{
    private const int Saves = 20;

    /// <summary>From the return of the save to the first search that finds the new word; ms, p95.</summary>
    public static async Task<double> P95Async(BenchHost host, CancellationToken cancellationToken)
    {
        var (person, field, times) = (PeopleData.OldestFriend(host.Database), "", new List<double>());
        RecordIndex records = null!;
        await host.InTenantAsync(host.Default, async services =>
        {
            records = services.GetRequiredService<RecordIndex>();
            field = (await services.GetRequiredService<RecordTypes>().ReadAsync()).Types["Person"].Fields.Single(one => one.Name == "notes").Lucene;
        });
        for (var save = 0; save < Saves; save++)
        {
            var word = $"zzbench{save}x{Environment.ProcessId}";
            await host.InTenantAsync(host.Default, async services =>
            {
                var content = services.GetRequiredService<IContentManager>();
                var item = (await content.GetAsync(person, VersionOptions.Latest))!;
                item.Alter<PersonPart>(part => part.Notes = word);
                await content.UpdateAsync(item);
            });
            var begun = Stopwatch.GetTimestamp();
            while (records.Index.Search(searcher => searcher.Search(new TermQuery(new Term(field, word)), 1).TotalHits) == 0)
            {
                await Task.Delay(1, cancellationToken);
            }

            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        return Figures.P95(times);
    }
}
