using System.Globalization;
using System.Security.Claims;
using Crm.Contacts.Lists;
using Crm.Contacts.Trash;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Filters;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Localization;
using Crm.Kernel.Security;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Contacts.Panels.Related;

/// <summary>What a panel of related records shows.</summary>
/// <param name="Headings">Of the columns behind the name.</param>
/// <param name="All">Where all of them are listed, app-relative.</param>
/// <param name="New">Where one more is made with the contact filled in, app-relative; null for who may not.</param>
internal sealed record RelatedShown(IReadOnlyList<string> Headings, IReadOnlyList<RelatedRow> Rows, int Count, string All, string? New);

/// <summary>A record in such a panel.</summary>
/// <param name="Name">Empty for one that has none, or none that the reader may see.</param>
/// <param name="Address">Of its page, app-relative.</param>
internal sealed record RelatedRow(string Name, string Address, IReadOnlyList<string> Cells);

/// <summary>Reads the records that point to a contact, as far as the reader may see them.</summary>
internal sealed class RelatedRecords(ISession session, RecordScopes scopes, Visible visible, RelatedColumns columns, FieldTexts texts, LocalTime local)
{
    /// <summary>The first of them with what the panel shows of each.</summary>
    public async Task<RelatedShown> ReadAsync(RelatedPanel panel, Relation relation, string contactId, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var (type, sight) = (relation.Type, await visible.ForAsync(user));
        bool CanSee(string path) => sight.CanSee(type.Name, path);
        var offered = columns.Of(type, CanSee).ToDictionary(column => column.Key, column => column.Label);
        var keys = panel.Columns.Where(offered.ContainsKey).ToList();
        var rows = (await scopes.ForAsync(user, type.Name)).Apply(Pointing(relation, contactId), row => row.Owner);
        var first = await Ordered(rows, type, panel.Sort, CanSee).Take(panel.Rows).ToListAsync(cancellationToken);
        var items = (await session.GetAsync<ContentItem>(first.Select(row => row.DocumentId))).ToDictionary(item => item.ContentItemId, sight.Show);
        var shown = new List<RelatedRow>();
        foreach (var row in first.Where(row => items.ContainsKey(row.ContentItemId)))
        {
            var cells = new List<string>();
            foreach (var key in keys)
            {
                cells.Add(await CellAsync(key, row, items[row.ContentItemId], type, user, contactId));
            }

            shown.Add(new RelatedRow(items[row.ContentItemId].DisplayText ?? "", TrashedContacts.ListOf(type.Name) is { } list ? $"{list}/{row.ContentItemId}" : $"~/admin/content/item/{row.ContentItemId}", cells));
        }

        var path = Uri.EscapeDataString(relation.Field.Path);
        var mayCreate = type.Settings.Creatable && TrashedContacts.ListOf(type.Name) is null && !(await scopes.ForAsync(user, type.Name, CommonPermissions.EditContent)).IsNone;
        return new RelatedShown([.. keys.Select(key => offered[key])], shown, await rows.CountAsync(cancellationToken), $"~/admin/content/{type.Name}?Field={path}&Op=is&Value={contactId}",
            mayCreate ? $"~/admin/content/{type.Name}/create?{path}={contactId}" : null);
    }

    private IQueryable<ContentItemIndex> Pointing(Relation relation, string contactId)
    {
        var (type, path, key) = (relation.Type.Name, relation.Field.Path, FilterTable.Fold(contactId));
        var pointing = session.QueryIndex<TextFilterIndex>().Where(value => value.Field == path && value.Value == key).Select(value => value.DocumentId);
        return session.QueryIndex<ContentItemIndex>().Where(row => row.ContentType == type && row.Latest && pointing.Contains(row.DocumentId));
    }

    // An order that is gone, or by a field that the reader may not see, gives way to the usual one.
    private IQueryable<ContentItemIndex> Ordered(IQueryable<ContentItemIndex> rows, ContentTypeLayout type, string sort, Func<string, bool> canSee)
    {
        var (key, down) = (sort.TrimStart('-'), sort.StartsWith('-'));
        if (type.Field(key) is { } field && RelatedColumns.IsSortable(field) && canSee(key))
        {
            return FilterTable.IsNumber(field.FieldName) ? ByNumber(rows, key, down) : FilterTable.IsDate(field.FieldName) ? ByDate(rows, key, down) : ByText(rows, key, down);
        }

        return key switch
        {
            RelatedColumns.Title when canSee(nameof(ContentItemIndex.DisplayText)) => down ? rows.OrderByDescending(row => row.DisplayTextSort).ThenBy(row => row.DocumentId) : rows.OrderBy(row => row.DisplayTextSort).ThenBy(row => row.DocumentId),
            RelatedColumns.Created => down ? rows.OrderByDescending(row => row.CreatedUtc).ThenByDescending(row => row.DocumentId) : rows.OrderBy(row => row.CreatedUtc).ThenBy(row => row.DocumentId),
            RelatedColumns.Modified when !down => rows.OrderBy(row => row.ModifiedUtc).ThenBy(row => row.DocumentId),
            _ => rows.OrderByDescending(row => row.ModifiedUtc).ThenByDescending(row => row.DocumentId),
        };
    }

    private IQueryable<ContentItemIndex> ByNumber(IQueryable<ContentItemIndex> rows, string path, bool down)
    {
        var values = session.QueryIndex<NumberFilterIndex>().Where(value => value.Field == path);
        return By(rows.Select(row => new Keyed<double?> { Row = row, Has = values.Any(value => value.DocumentId == row.DocumentId), Key = values.Where(value => value.DocumentId == row.DocumentId).Max(value => (double?)value.Value) }), down);
    }

    private IQueryable<ContentItemIndex> ByDate(IQueryable<ContentItemIndex> rows, string path, bool down)
    {
        var values = session.QueryIndex<DateFilterIndex>().Where(value => value.Field == path);
        return By(rows.Select(row => new Keyed<DateTime?> { Row = row, Has = values.Any(value => value.DocumentId == row.DocumentId), Key = values.Where(value => value.DocumentId == row.DocumentId).Max(value => (DateTime?)value.Value) }), down);
    }

    private IQueryable<ContentItemIndex> ByText(IQueryable<ContentItemIndex> rows, string path, bool down)
    {
        var values = session.QueryIndex<TextFilterIndex>().Where(value => value.Field == path);
        return By(rows.Select(row => new Keyed<string?> { Row = row, Has = values.Any(value => value.DocumentId == row.DocumentId), Key = values.Where(value => value.DocumentId == row.DocumentId).Max(value => value.Value) }), down);
    }

    // Those without a value come last in both directions, on both databases.
    private static IQueryable<ContentItemIndex> By<T>(IQueryable<Keyed<T>> keyed, bool down)
    {
        var first = keyed.OrderByDescending(row => row.Has);
        return (down ? first.ThenByDescending(row => row.Key) : first.ThenBy(row => row.Key)).ThenBy(row => row.Row.DocumentId).Select(row => row.Row);
    }

    private async Task<string> CellAsync(string key, ContentItemIndex row, ContentItem item, ContentTypeLayout type, ClaimsPrincipal user, string contactId) => key switch
    {
        RelatedColumns.Modified => row.ModifiedUtc is { } modified ? await local.FormatAsync(modified, "d") : "",
        RelatedColumns.Created => row.CreatedUtc is { } created ? await local.FormatAsync(created, "d") : "",
        RelatedColumns.Author => row.Author ?? "",
        _ => type.Field(key) is { } field ? await texts.OfAsync(item, field, user, contactId) : "",
    };
}

/// <summary>A row with what it is ordered by.</summary>
internal sealed class Keyed<T>
{
    public ContentItemIndex Row { get; set; } = null!;

    public bool Has { get; set; }

    public T? Key { get; set; }
}
