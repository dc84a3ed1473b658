using System.Diagnostics;
using System.Globalization;
using Crm.Search.Index;
using Lucene.Net.Search;

namespace Crm.Search.Tests.Index;

public sealed class KilledTests
{
    private static readonly int s_kills = Environment.GetEnvironmentVariable("CRM_LONG") == "1" ? 200 : 10;

    [Fact]
    public async Task A_process_killed_while_it_writes_or_makes_an_index_anew_leaves_one_with_nothing_missing_and_nothing_twice()
    {
        using var folder = new IndexFolder();
        var random = new Random(20261129);
        var most = 0L;
        for (var kill = 0; kill < s_kills; kill++)
        {
            var told = await WriteAndKillAsync(folder.Path, random.Next(1, 120));
            var index = folder.Open();
            Assert.True(index.Own());
            var position = index.Position;
            Assert.True(position >= Math.Max(told, most), $"line {told} was durable, the index stands at {position}");
            Assert.Equal(
                Enumerable.Range(1, (int)position).Where(number => number % 10 != 0),
                index.Search(searcher => searcher.Search(new MatchAllDocsQuery(), int.MaxValue / 2).ScoreDocs.Select(hit => int.Parse(searcher.Doc(hit.Doc).Get(SearchIndex.Id), CultureInfo.InvariantCulture)).Order().ToList()));
            Assert.Single(Directory.GetDirectories(folder.Path));
            index.Release();
            most = position;
        }

        Assert.True(most > s_kills);
    }

    // The last line that was told before it was killed.
    private static async Task<long> WriteAndKillAsync(string folder, int lines)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, ArgumentList = { Path.Combine(AppContext.BaseDirectory, "Crm.Crash.dll"), "index", folder } })!;
        Assert.Equal("ready", await process.StandardOutput.ReadLineAsync());
        var told = 0L;
        for (var line = 0; line < lines; line++)
        {
            told = long.Parse((await process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        }

        process.Kill();
        await process.WaitForExitAsync();
        return told;
    }
}
