using Crm.Kernel.Data;
using LinqToDB.Async;

namespace Crm.Contacts.Lists;

/// <summary>What an address asks of a list.</summary>
/// <param name="Sort">The order's name, with a minus for downwards; null for the first offered.</param>
internal sealed record ListRequest(string? Sort, string? After, string? Before, int Size);

/// <summary>A page of a list.</summary>
/// <param name="Previous">Cursor of the first row, when there are rows before it.</param>
/// <param name="Next">Cursor of the last row, when there are rows after it.</param>
internal sealed record ListPage<TIndex>(IReadOnlyList<TIndex> Rows, string? Previous, string? Next)
{
    /// <summary>Reads one page of the rows: one more than shown is read, to know whether there is another page.</summary>
    public static async Task<ListPage<TIndex>> ReadAsync<T>(IQueryable<T> rows, IReadOnlyList<ListOrder<T>> orders, ListRequest request, CancellationToken cancellationToken) where T : MapIndex, TIndex
    {
        var (order, down) = Chosen(orders, request.Sort);
        var (after, before) = (ListCursor.Parse(request.After), ListCursor.Parse(request.Before));
        var backwards = after is null && before is not null;
        var query = after is not null ? order.Beyond(rows, after, down) : backwards ? order.Beyond(rows, before!, !down) : rows;
        var found = await order.Sort(query, down ^ backwards).Take(request.Size + 1).ToListAsync(cancellationToken);
        var more = found.Count > request.Size;
        if (more)
        {
            found.RemoveAt(found.Count - 1);
        }

        if (backwards)
        {
            found.Reverse();
        }

        var hasPrevious = backwards ? more : after is not null;
        var hasNext = backwards || more;
        return new ListPage<TIndex>(
            [.. found],
            hasPrevious && found.Count > 0 ? order.CursorOf(found[0]).ToString() : null,
            hasNext && found.Count > 0 ? order.CursorOf(found[^1]).ToString() : null);
    }

    private static (ListOrder<T> Order, bool Down) Chosen<T>(IReadOnlyList<ListOrder<T>> orders, string? sort) where T : MapIndex
    {
        var down = sort?.StartsWith('-') == true;
        var order = orders.FirstOrDefault(order => order.Name == (down ? sort![1..] : sort));
        return order is null ? (orders[0], false) : (order, down);
    }
}
