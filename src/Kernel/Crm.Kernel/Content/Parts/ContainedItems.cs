using System.Text.Json;
using System.Text.Json.Nodes;

namespace Crm.Kernel.Content.Parts;

/// <summary>The items that lie inside an item: bags, terms of a taxonomy.</summary>
public static class ContainedItems
{
    /// <summary>How deep items may lie inside each other.</summary>
    public const int MostDepth = 10;

    /// <summary>The items of one part with the path each has, <c>Bag.ContentItems[0]</c>.</summary>
    internal static IEnumerable<(ContentItem Item, string Path)> Of(ContentElement? part, string path)
    {
        var (items, member) = part switch
        {
            BagPart bag => (bag.ContentItems, nameof(BagPart.ContentItems)),
            TaxonomyPart taxonomy => (taxonomy.Terms, nameof(TaxonomyPart.Terms)),
            _ => ([], ""),
        };
        return items.Select((item, index) => (item, $"{path}.{member}[{index}]"));
    }

    /// <summary>The child terms of a term, each with its path below the term's.</summary>
    public static List<ContentItem> Children(ContentItem term)
        => term.Data["Terms"] is JsonArray terms ? terms.Deserialize<List<ContentItem>>() ?? [] : [];

    /// <summary>Puts the child terms of a term.</summary>
    public static void SetChildren(ContentItem term, IEnumerable<ContentItem> children)
    {
        var terms = new JsonArray([.. children.Select(child => JsonSerializer.SerializeToNode(child))]);
        if (terms.Count == 0)
        {
            term.Data.Remove("Terms");
        }
        else
        {
            term.Data["Terms"] = terms;
        }
    }
}
