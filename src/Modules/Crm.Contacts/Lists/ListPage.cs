using System.Linq.Expressions;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
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
    // A team is read owner by owner, each by the index of owner and order, and merged; more owners than this are gathered and sorted.
    private const int MostOwners = 40;

    // The list is walked so far in its order for rows that satisfy a condition: what one row in a hundred satisfies fills a page at once, whatever the size of the list.
    private const int Walked = 5000;

    /// <summary>Reads one page of the rows in the scope: one more than shown is read, to know whether there is another page.</summary>
    /// <param name="owner">The column with the owner's id; it has an index with each order that is offered in a narrower scope than all.</param>
    /// <param name="condition">What rows have to satisfy besides, in any way; null for nothing. It may be asked of each row by itself, or of all of them first.</param>
    public static async Task<ListPage<TIndex>> ReadAsync<T>(
        IQueryable<T> rows, RecordScope scope, Expression<Func<T, string?>> owner, IReadOnlyList<ListOrder<T>> orders, ListRequest request, CancellationToken cancellationToken, Expression<Func<T, bool>>? condition = null) where T : MapIndex, TIndex
    {
        var (order, down) = Chosen(orders, request.Sort);
        var (after, before) = (ListCursor.Parse(request.After), ListCursor.Parse(request.Before));
        var backwards = after is null && before is not null;
        var found = new List<T>();
        var parts = Parts(rows, scope, owner);
        foreach (var part in parts)
        {
            var query = after is not null ? order.Beyond(part, after, down) : backwards ? order.Beyond(part, before!, !down) : part;
            found.AddRange(await FirstAsync(query, order, down ^ backwards, condition, request.Size + 1, cancellationToken));
        }

        if (parts.Count > 1)
        {
            var merged = found.OrderBy(order.CursorOf);
            found = [.. (down ^ backwards ? merged.Reverse() : merged).Take(request.Size + 1)];
        }

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

    private static async Task<List<T>> FirstAsync<T>(IQueryable<T> rows, ListOrder<T> order, bool down, Expression<Func<T, bool>>? condition, int size, CancellationToken cancellationToken) where T : MapIndex
    {
        if (condition is null)
        {
            return await order.Sort(rows, down).Take(size).ToListAsync(cancellationToken);
        }

        var walked = await order.Sort(order.Sort(rows, down).Take(Walked).Where(OfEachRow.By(condition)), down).Take(size).ToListAsync(cancellationToken);
        return walked.Count == size ? walked : await order.Sort(rows.Where(condition), down).Take(size).ToListAsync(cancellationToken);
    }

    private static IReadOnlyList<IQueryable<T>> Parts<T>(IQueryable<T> rows, RecordScope scope, Expression<Func<T, string?>> owner)
        => scope.Owners is { Count: > 0 and <= MostOwners } owners ? [.. owners.Select(one => new RecordScope([one]).Apply(rows, owner))] : [scope.Apply(rows, owner)];

    private static (ListOrder<T> Order, bool Down) Chosen<T>(IReadOnlyList<ListOrder<T>> orders, string? sort) where T : MapIndex
    {
        var down = sort?.StartsWith('-') == true;
        var order = orders.FirstOrDefault(order => order.Name == (down ? sort![1..] : sort));
        return order is null ? (orders[0], false) : (order, down);
    }
}
