using System.Security.Claims;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Fields;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Crm.Content.Fields;

/// <summary>The items that a picker offers and names: those that the reader may see.</summary>
internal sealed class PickerChoices(
    ISession session, IContentDefinitionManager definitions, IContentManager contents, Rights rights, RecordScopes scopes, Visible visible, IHttpContextAccessor http)
{
    private const int Offered = 200;
    private const int Found = 50;

    /// <summary>The first items by name, those chosen always among them.</summary>
    public async Task<PickerOffer> ForAsync(ContentPickerFieldSettings settings, string[] chosen)
    {
        var sight = await visible.ForAsync(User);
        var rows = await FirstAsync(await SeenAsync(await TypesAsync(settings)), sight, Offered + 1);
        var offered = rows.Take(Offered).ToList();
        var known = offered.Select(row => row.Value).ToHashSet();
        var others = (await SplitAsync(chosen.Where(id => !known.Contains(id)))).Seen;
        return new PickerOffer([.. others.Select(item => new SelectListItem(sight.NameOf(item) ?? item.ContentItemId, item.ContentItemId)), .. offered], rows.Count > Offered);
    }

    /// <summary>The first items whose title holds the text, as the list of items searches; none for a blank text or a field that no type has, or that is hidden.</summary>
    /// <param name="path"><c>Part.Field</c>.</param>
    public async Task<IReadOnlyList<SelectListItem>> FindAsync(string path, string? text)
    {
        var sight = await visible.ForAsync(User);
        var field = (await definitions.ListLayoutsAsync()).Where(type => sight.CanSee(type.Name, path)).SelectMany(type => type.Fields)
            .FirstOrDefault(field => field.Path == path && field.FieldName == nameof(ContentPickerField));
        if (field is null || string.IsNullOrWhiteSpace(text))
        {
            return [];
        }

        var words = text.Trim().ToLowerInvariant();
        var types = (await TypesAsync(field.GetSettings<ContentPickerFieldSettings>())).Where(type => sight.CanSee(type, nameof(ContentItemIndex.DisplayText)));
        return await FirstAsync((await SeenAsync([.. types])).Where(index => index.DisplayText!.ToLower().Contains(words)), sight, Found);
    }

    public async Task<IReadOnlyList<(string Name, string Href)>> NamesAsync(ContentPickerField field)
    {
        var sight = await visible.ForAsync(User);
        return [.. (await SplitAsync(field.ContentItemIds)).Seen.Select(item => (sight.NameOf(item) ?? item.ContentItemId, $"/admin/content/item/{item.ContentItemId}"))];
    }

    /// <summary>What becomes of a choice: nobody adds or takes away an item that he does not see.</summary>
    public async Task<string[]> ChooseAsync(string[] before, IEnumerable<string> posted, bool multiple)
    {
        var wanted = posted.Where(id => !string.IsNullOrEmpty(id)).Distinct().ToList();
        var hidden = (await SplitAsync(before.Union(wanted))).Hidden;
        var chosen = wanted.Where(id => !hidden.Contains(id)).ToList();
        return [.. chosen, .. multiple || chosen.Count == 0 ? before.Where(hidden.Contains) : []];
    }

    private static async Task<List<SelectListItem>> FirstAsync(IQueryable<ContentItemIndex> items, Sight sight, int take)
    {
        var rows = await items
            .Where(index => index.Latest)
            .OrderBy(index => index.DisplayTextSort)
            .Select(index => new { index.ContentItemId, index.ContentType, index.DisplayText })
            .Take(take)
            .ToListAsync();
        return rows.ConvertAll(row => new SelectListItem((sight.CanSee(row.ContentType, nameof(row.DisplayText)) ? row.DisplayText : null) ?? row.ContentItemId, row.ContentItemId));
    }

    private ClaimsPrincipal User => http.HttpContext?.User ?? new ClaimsPrincipal();

    private async Task<(List<ContentItem> Seen, HashSet<string> Hidden)> SplitAsync(IEnumerable<string> ids)
    {
        var (seen, hidden) = (new List<ContentItem>(), new HashSet<string>());
        foreach (var item in await contents.GetAsync(ids, VersionOptions.Latest))
        {
            if (await rights.HoldsAsync(User, CommonPermissions.ViewContent, item))
            {
                seen.Add(item);
            }
            else
            {
                hidden.Add(item.ContentItemId);
            }
        }

        return (seen, hidden);
    }

    private async Task<IQueryable<ContentItemIndex>> SeenAsync(string[] types)
    {
        var byScope = new Dictionary<string, RecordScope>();
        foreach (var type in types)
        {
            byScope[type] = await scopes.ForAsync(User, type);
        }

        // Those with an owner's scope are of two kinds, one's own and the team's; each has the same owners for every type.
        var owned = byScope.Where(pair => pair.Value is { IsAll: false, IsNone: false }).GroupBy(pair => pair.Value.Owners!.Count == 1).ToDictionary(group => group.Key, group => group.ToList());
        var whole = byScope.Where(pair => pair.Value.IsAll).Select(pair => pair.Key).ToArray();
        var (own, owner) = Of(owned.GetValueOrDefault(true));
        var (team, mates) = Of(owned.GetValueOrDefault(false));
        return session.QueryIndex<ContentItemIndex>().Where(index => whole.Contains(index.ContentType)
            || (own.Contains(index.ContentType) && owner.Contains(index.Owner))
            || (team.Contains(index.ContentType) && mates.Contains(index.Owner)));

        static (string[] Types, string[] Owners) Of(List<KeyValuePair<string, RecordScope>>? group)
            => group is null ? ([], []) : ([.. group.Select(pair => pair.Key)], [.. group[0].Value.Owners!]);
    }

    private async Task<string[]> TypesAsync(ContentPickerFieldSettings settings) => [.. (await definitions.ListLayoutsAsync())
        .Where(type => settings.DisplayAllContentTypes
            || settings.DisplayedContentTypes.Contains(type.Name)
            || (type.Settings.Stereotype is { Length: > 0 } stereotype && settings.DisplayedStereotypes.Contains(stereotype)))
        .Select(type => type.Name)];
}

/// <summary>What a picker offers.</summary>
/// <param name="HasMore">Whether there are others, to be searched.</param>
internal sealed record PickerOffer(IReadOnlyList<SelectListItem> Choices, bool HasMore);
