using Crm.Kernel.Content;
using Crm.Kernel.Content.Parts;

namespace Crm.Content.Parts;

/// <summary>A tree of terms as rows: each term with its depth, parents before children. Putting rows back makes a tree again, whatever depths they say.</summary>
internal static class TermTree
{
    /// <summary>As deep as terms may lie.</summary>
    public const int MostDepth = 9;

    public static List<(ContentItem Term, int Depth)> Rows(IEnumerable<ContentItem> terms)
    {
        var rows = new List<(ContentItem, int)>();
        Walk(terms, 0);
        return rows;

        void Walk(IEnumerable<ContentItem> level, int depth)
        {
            foreach (var term in level)
            {
                rows.Add((term, depth));
                Walk(ContainedItems.Children(term), depth + 1);
            }
        }
    }

    /// <summary>The terms of the first level, those below in them. A depth that skips a level is one below its parent.</summary>
    public static List<ContentItem> Build(IReadOnlyList<(ContentItem Term, int Depth)> rows)
    {
        var at = 0;
        return Level(0);

        List<ContentItem> Level(int depth)
        {
            var level = new List<ContentItem>();
            while (at < rows.Count && (rows[at].Depth >= depth || depth == 0))
            {
                var term = rows[at++].Term;
                ContainedItems.SetChildren(term, depth < MostDepth && at < rows.Count && rows[at].Depth > depth ? Level(depth + 1) : []);
                level.Add(term);
            }

            return level;
        }
    }
}
