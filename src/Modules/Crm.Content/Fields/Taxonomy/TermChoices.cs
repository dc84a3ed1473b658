using Crm.Content.Parts;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Fields;
using Crm.Kernel.Content.Parts;
using Microsoft.AspNetCore.Mvc.Rendering;

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

    /// <summary>The names of terms, in the order of their ids.</summary>
    public async Task<string[]> NamesAsync(string? taxonomyId, IEnumerable<string> ids)
    {
        var names = (await TermsAsync(taxonomyId)).ToDictionary(term => term.Item.ContentItemId, term => term.Item.DisplayText ?? "");
        return [.. ids.Where(names.ContainsKey).Select(id => names[id])];
    }

    private async Task<List<(ContentItem Item, int Depth, bool IsLeaf)>> TermsAsync(string? taxonomyId)
    {
        var rows = TermTree.Rows((await contents.GetAsync(taxonomyId ?? "", VersionOptions.Latest))?.As<TaxonomyPart>()?.Terms ?? []).DistinctBy(row => row.Term.ContentItemId).ToList();
        return [.. rows.Select((row, index) => (row.Term, row.Depth, index + 1 == rows.Count || rows[index + 1].Depth <= row.Depth))];
    }
}
