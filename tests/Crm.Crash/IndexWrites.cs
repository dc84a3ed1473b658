using Crm.Search.Index;
using Lucene.Net.Documents;

namespace Crm.Crash;

/// <summary>
/// Writes an index along a change log of its own until it is killed: line n changes the records n and n - 1 and deletes every tenth; each fiftieth line a new index is made of all
/// that is there and takes the place of the old one. Tells of each line on its output once it is durable.
/// </summary>
internal static class IndexWrites
{
    private const int Anew = 50;

    public static void Run(string folder)
    {
        var index = new SearchIndex(folder);
        if (!index.Own())
        {
            throw new InvalidOperationException("Another process holds the index.");
        }

        if (index.Key is null)
        {
            MakeAnew(index, 0);
        }

        Console.WriteLine("ready");
        for (var line = index.Position + 1; ; line++)
        {
            string[] changed = [$"{line - 1}", $"{line}"];
            index.Write(changed, changed.Where(IsThere).ToDictionary(id => id, Record), line);
            Console.WriteLine(line);
            if (line % Anew == 0)
            {
                MakeAnew(index, line);
                Console.WriteLine(line);
            }
        }
    }

    /// <summary>Whether the record is not among the deleted.</summary>
    public static bool IsThere(string id) => id != "0" && !id.EndsWith('0');

    private static void MakeAnew(SearchIndex index, long line)
    {
        using var build = index.BeginBuild();
        build.Add(Enumerable.Range(1, (int)line).Select(number => $"{number}").Where(IsThere).Select(Record));
        index.Swap(build, "key", line);
    }

    private static Document Record(string id) => [new StringField(SearchIndex.Id, id, Field.Store.YES)];
}
