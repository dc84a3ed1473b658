using System.Globalization;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Display;
using Crm.Kernel.Content.Handlers;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Data;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Content.Parts;

/// <summary>A tree of terms, shown.</summary>
public sealed record TermsShown(string Label, IReadOnlyList<TermRow> Rows);

/// <summary>The editor of a tree of terms.</summary>
/// <param name="Prefix">Prefix of its inputs.</param>
/// <param name="Types">Types that terms may have.</param>
public sealed record TermsEdit(string Prefix, string Label, string? TermType, IReadOnlyList<SelectListItem> Types, IReadOnlyList<TermRow> Rows);

/// <summary>One term.</summary>
/// <param name="Used">How many items bear it.</param>
public sealed record TermRow(string Key, string? Name, int Depth, int Used);

internal sealed class TaxonomyPartDisplayDriver(
    IContentManager contents, IContentDefinitionManager definitions, IContentLabels labels, ISession session, IHttpContextAccessor accessor,
    IStringLocalizer<TaxonomyPartDisplayDriver> text) : ContentPartDisplayDriver<TaxonomyPart>
{
    public override IDisplayResult? Display(TaxonomyPart part, BuildPartDisplayContext context)
        => part.Terms.Count == 0 ? null : View("TaxonomyPart", new TermsShown(context.Label, [.. Rows(part, [])])).Location("Content").Location("Summary", "-");

    public override Task<IDisplayResult?> EditAsync(TaxonomyPart part, BuildPartEditorContext context) => EditorAsync(part, Prefix, context);

    public override async Task<IDisplayResult?> UpdateAsync(TaxonomyPart part, UpdatePartEditorContext context)
    {
        var (prefix, form) = (Prefix, accessor.HttpContext!.Request.Form);
        if (!form.ContainsKey(prefix + ".Terms"))
        {
            return await EditorAsync(part, prefix, context);
        }

        if (form[prefix + ".TermContentType"].ToString() is { Length: > 0 } chosen && (await TypesAsync()).Any(type => type.Name == chosen))
        {
            part.TermContentType = chosen;
        }

        var stored = TermTree.Rows(part.Terms).DistinctBy(row => row.Term.ContentItemId).ToDictionary(row => row.Term.ContentItemId, row => row.Term);
        var removed = form[prefix + ".Removed"].ToHashSet();
        var (rows, keys, names, depths, seen) = (new List<(ContentItem, int)>(), form[prefix + ".Keys"], form[prefix + ".Names"], form[prefix + ".Depths"], new HashSet<string>());
        for (var i = 0; i < Math.Min(keys.Count, names.Count); i++)
        {
            var (key, name, depth) = (keys[i] ?? "", names[i]?.Trim() ?? "", int.TryParse(depths.ElementAtOrDefault(i), CultureInfo.InvariantCulture, out var said) ? Math.Clamp(said, 0, TermTree.MostDepth) : 0);
            var term = stored.GetValueOrDefault(key);
            if (removed.Contains(key) || (term is null && name.Length == 0) || (term is not null && !seen.Add(key)))
            {
                continue;
            }

            term ??= await NewAsync(part, prefix, context);
            if (term is null)
            {
                break;
            }

            Name(term, name, prefix, context);
            rows.Add((term, depth));
        }

        part.Terms = TermTree.Build(rows);
        return await EditorAsync(part, prefix, context);
    }

    private void Name(ContentItem term, string name, string prefix, UpdatePartEditorContext context)
    {
        if (name.Length is 0 or > 255)
        {
            context.Updater.ModelState.AddModelError(prefix + ".Terms", text["A term needs a name of 255 characters at most."]);
            return;
        }

        term.GetOrCreate<TitlePart>().Title = name;
        term.DisplayText = name;
    }

    private async Task<ContentItem?> NewAsync(TaxonomyPart part, string prefix, UpdatePartEditorContext context)
    {
        if (part.TermContentType is not { Length: > 0 } type || await definitions.GetLayoutAsync(type) is null)
        {
            context.Updater.ModelState.AddModelError(prefix + ".Terms", text["Choose the type of the terms first."]);
            return null;
        }

        var term = await contents.NewAsync(type);
        term.Weld<TermPart>();
        term.As<TermPart>()!.TaxonomyContentItemId = part.ContentItem.ContentItemId;
        return term;
    }

    private async Task<IDisplayResult?> EditorAsync(TaxonomyPart part, string prefix, BuildPartEditorContext context)
    {
        var taxonomy = part.ContentItem.ContentItemId;
        var used = await session.QueryIndex<TaxonomyIndex>().Where(row => row.TaxonomyContentItemId == taxonomy && row.Latest)
            .GroupBy(row => row.TermContentItemId).Select(group => new { group.Key, Count = group.Count() }).ToListAsync();
        var types = (await TypesAsync()).Select(type => new SelectListItem(labels.Type(type), type.Name, type.Name == part.TermContentType)).ToList();
        return View("TaxonomyPart_Edit", new TermsEdit(prefix, context.Label, part.TermContentType, types, [.. Rows(part, used.ToDictionary(row => row.Key, row => row.Count))])).Location("Content");
    }

    private static IEnumerable<TermRow> Rows(TaxonomyPart part, Dictionary<string, int> used) => TermTree.Rows(part.Terms)
        .Select(row => new TermRow(row.Term.ContentItemId, row.Term.DisplayText, row.Depth, used.GetValueOrDefault(row.Term.ContentItemId)));

    /// <summary>Types with a title, as a term has; no taxonomy is a term.</summary>
    private async Task<IEnumerable<ContentTypeLayout>> TypesAsync()
        => (await definitions.ListLayoutsAsync()).Where(type => type.Part(nameof(TitlePart)) is not null && type.Part(nameof(TaxonomyPart)) is null).OrderBy(labels.Type, StringComparer.CurrentCulture);
}
