using Crm.Kernel.Content;
using Crm.Kernel.Content.Fields;
using Crm.Kernel.Content.Parts;
using Microsoft.AspNetCore.Mvc.Rendering;
using System.Text.Json;

namespace Crm.Content.Fields;

/// <summary>The terms of a taxonomy, children indented below their parent.</summary>
internal sealed class TermChoices(IContentManager contents)
{
    public async Task<IReadOnlyList<SelectListItem>> ForAsync(TaxonomyFieldSettings settings)
        => [.. (await TermsAsync(settings.TaxonomyContentItemId))
            .Where(term => !settings.LeavesOnly || term.IsLeaf)
            .Select(term => new SelectListItem(new string('\u2003', term.Depth) + term.Item.DisplayText, term.Item.ContentItemId))];

    public async Task<IReadOnlyList<(string Name, string Href)>> NamesAsync(TaxonomyField field)
    {
        var terms = (await TermsAsync(field.TaxonomyContentItemId)).ToDictionary(term => term.Item.ContentItemId, term => term.Item.DisplayText ?? term.Item.ContentItemId);
        return [.. field.TermContentItemIds.Where(terms.ContainsKey).Select(id => (terms[id], ""))];
    }

    private async Task<List<(ContentItem Item, int Depth, bool IsLeaf)>> TermsAsync(string? taxonomyId)
    {
        var found = new List<(ContentItem, int, bool)>();
        if (await contents.GetAsync(taxonomyId ?? "", VersionOptions.Latest) is { } taxonomy)
        {
            Walk(taxonomy.As<TaxonomyPart>()?.Terms ?? [], 0, found);
        }

        return found;
    }

    private static void Walk(IEnumerable<ContentItem> terms, int depth, List<(ContentItem, int, bool)> found)
    {
        foreach (var term in terms)
        {
            var children = term.Data["Terms"]?.Deserialize<List<ContentItem>>() ?? [];
            found.Add((term, depth, children.Count == 0));
            Walk(children, depth + 1, found);
        }
    }
}
