using Crm.Search.Index;
using static Crm.Search.Tests.Index.IndexFolder;

namespace Crm.Search.Tests.Index;

public sealed class SearchIndexTests
{
    [Fact]
    public void An_index_made_anew_twice_with_its_writer_open_takes_the_place_of_the_old_one()
    {
        using var folder = new IndexFolder();
        var index = folder.Open();
        Assert.False(index.Exists);
        Assert.True(index.Own());
        Build(index, "one", 5, "a", "b");
        index.Write(["c"], Written("first", "c"), 6);
        Build(index, "two", 7, "d");
        index.Write(["e"], Written("first", "e"), 8);
        Build(index, "three", 9, "f");

        Assert.Equal(("f", "three", 9L), (IdsWith(index, "first"), index.Key, index.Position));
        Assert.Single(Directory.GetDirectories(folder.Path));
        index.Release();
    }

    [Fact]
    public void Who_searches_the_old_one_when_it_is_replaced_ends_his_search_on_it()
    {
        using var folder = new IndexFolder();
        var index = folder.Open();
        Build(index, "one", 1, "a");
        var seen = index.Search(searcher =>
        {
            Build(index, "two", 2, "b");
            return searcher.Doc(0).Get(SearchIndex.Id);
        });
        Assert.Equal("a", seen);
        Assert.Equal("b", IdsWith(index, "first"));
        index.Release();
    }

    [Fact]
    public async Task Who_looks_for_an_index_in_the_moment_the_first_one_takes_its_place_finds_it_or_finds_none()
    {
        for (var round = 0; round < 20; round++)
        {
            using var folder = new IndexFolder();
            var index = folder.Open();
            Assert.True(index.Own());
            var looking = Task.Run(() =>
            {
                while (!index.Exists)
                {
                }
            });
            Build(index, "one", 1, "a");
            await looking;
            Assert.Equal("a", IdsWith(index, "first"));
            index.Release();
        }
    }

    [Fact]
    public void A_record_written_again_is_there_once_and_one_without_a_document_is_gone()
    {
        using var folder = new IndexFolder();
        var index = folder.Open();
        Build(index, "one", 1, "a", "b");
        index.Write(["a", "b"], Written("second", "a"), 2);
        index.Write(["a", "b"], Written("second", "a"), 2);

        Assert.Equal(("", "a", 1), (IdsWith(index, "first"), IdsWith(index, "second"), index.Documents));
        index.Release();
    }

    [Fact]
    public void Records_and_place_are_durable_together_whatever_was_begun_beside_them()
    {
        using var folder = new IndexFolder();
        var index = folder.Open();
        Build(index, "one", 1, "a");
        index.Write(["b"], Written("first", "b"), 2);
        using var copy = new IndexFolder();
        using (var half = index.BeginBuild())
        {
            half.Add([Record("z", "first")]);
            CopyFiles(folder.Path, copy.Path); // what lies there when the process is killed now
        }

        var after = copy.Open();
        Assert.True(after.Own());
        Assert.Equal(("a b", "one", 2L), (IdsWith(after, "first"), after.Key, after.Position));
        Assert.Single(Directory.GetDirectories(copy.Path));
        after.Release();
        index.Release();
    }

    [Fact]
    public void A_second_process_reads_what_the_first_one_commits_and_takes_over_when_it_is_gone()
    {
        using var folder = new IndexFolder();
        var (first, second) = (folder.Open(), folder.Open());
        Assert.True(first.Own());
        Build(first, "one", 1, "a");
        Assert.False(second.Own());
        Assert.Equal("a", IdsWith(second, "first"));
        first.Write(["b"], Written("first", "b"), 2);
        Assert.False(second.Own());
        Assert.Equal("a b", IdsWith(second, "first"));
        Build(first, "two", 3, "c");
        Assert.False(second.Own());
        Assert.Equal("c", IdsWith(second, "first"));

        first.Release();
        Assert.True(second.Own());
        second.Write(["d"], Written("first", "d"), 4);
        Assert.Equal("c d", IdsWith(second, "first"));
        second.Release();
    }

    [Fact]
    public void An_index_that_cannot_be_read_is_as_good_as_none()
    {
        using var folder = new IndexFolder();
        var index = folder.Open();
        Build(index, "one", 1, "a");
        index.Release();
        foreach (var segments in Directory.GetFiles(Directory.GetDirectories(folder.Path)[0], "segments_*"))
        {
            File.WriteAllBytes(segments, [1, 2, 3, 4, 5, 6, 7, 8]);
        }

        Assert.Null(index.Key);
        Build(index, "two", 2, "b");
        Assert.Equal("b", IdsWith(index, "first"));
        index.Release();
    }

    private static void CopyFiles(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
