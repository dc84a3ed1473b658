using System.Globalization;
using Crm.Kernel.Content.Filters;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;

namespace Crm.Content.Items;

/// <summary>The rows of a list: narrowed, sorted, a page after or before a key. Rows come from the index alone.</summary>
internal sealed class ItemQuery(ISession session, IQueryable<ContentItemIndex> rows)
{
    private IQueryable<ContentItemIndex> _rows = rows;

    public void Status(string? status) => _rows = status switch
    {
        "published" => _rows.Where(row => row.Latest && row.Published),
        "draft" => _rows.Where(row => row.Latest && !row.Published),
        "trash" => _rows.Where(row => row.RemovedUtc != null),
        _ => _rows.Where(row => row.Latest),
    };

    public void Title(string? words)
    {
        if (!string.IsNullOrWhiteSpace(words))
        {
            var text = words.Trim().ToLowerInvariant();
            _rows = _rows.Where(row => row.DisplayText!.ToLower().Contains(text));
        }
    }

    public void Where(FieldCondition condition) => _rows = condition.On(_rows, session);

    public IQueryable<ContentItemIndex> All => _rows;

    /// <summary>One row more than the page tells whether there are others.</summary>
    public IQueryable<ContentItemIndex> Page(string sort, string? after, string? before, int size)
    {
        var key = ItemKey.Read(before ?? after);
        var down = sort.StartsWith('-') != (before is not null);
        return (sort.TrimStart('-') == "title" ? ByTitle(key, down) : ByDate(key, down)).Take(size + 1);
    }

    private IQueryable<ContentItemIndex> ByTitle(ItemKey? key, bool down)
    {
        var rows = key is null ? _rows : down
            ? _rows.Where(row => row.DisplayTextSort.CompareTo(key.Text) < 0 || (row.DisplayTextSort == key.Text && row.DocumentId < key.Id))
            : _rows.Where(row => row.DisplayTextSort.CompareTo(key.Text) > 0 || (row.DisplayTextSort == key.Text && row.DocumentId > key.Id));
        return down
            ? rows.OrderByDescending(row => row.DisplayTextSort).ThenByDescending(row => row.DocumentId)
            : rows.OrderBy(row => row.DisplayTextSort).ThenBy(row => row.DocumentId);
    }

    private IQueryable<ContentItemIndex> ByDate(ItemKey? key, bool down)
    {
        var date = key?.Date ?? default;
        var rows = key is null ? _rows : down
            ? _rows.Where(row => row.ModifiedUtc < date || (row.ModifiedUtc == date && row.DocumentId < key.Id))
            : _rows.Where(row => row.ModifiedUtc > date || (row.ModifiedUtc == date && row.DocumentId > key.Id));
        return down
            ? rows.OrderByDescending(row => row.ModifiedUtc).ThenByDescending(row => row.DocumentId)
            : rows.OrderBy(row => row.ModifiedUtc).ThenBy(row => row.DocumentId);
    }
}

/// <summary>Where a page begins: the sort value and the document of a row.</summary>
internal sealed record ItemKey(string Text, long Id)
{
    public DateTime Date => long.TryParse(Text, CultureInfo.InvariantCulture, out var ticks) ? new DateTime(Math.Clamp(ticks, 0, DateTime.MaxValue.Ticks), DateTimeKind.Utc) : default;

    public static ItemKey? Read(string? key)
    {
        var bar = key?.LastIndexOf('~') ?? -1;
        return bar >= 0 && long.TryParse(key![(bar + 1)..], CultureInfo.InvariantCulture, out var id) ? new ItemKey(key[..bar], id) : null;
    }

    public static string Of(ContentItemIndex row, string sort) => sort.TrimStart('-') == "title"
        ? string.Create(CultureInfo.InvariantCulture, $"{row.DisplayTextSort}~{row.DocumentId}")
        : string.Create(CultureInfo.InvariantCulture, $"{row.ModifiedUtc?.Ticks ?? 0}~{row.DocumentId}");
}
