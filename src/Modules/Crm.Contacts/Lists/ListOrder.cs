using System.Linq.Expressions;
using System.Reflection;
using Crm.Kernel.Data;

namespace Crm.Contacts.Lists;

/// <summary>
/// One order a list offers: one or two columns, then the document id, for which there is an index. Pages are found by key, never by counting rows away.
/// </summary>
/// <param name="name">As in the address: <c>?sort=name</c>, downwards <c>?sort=-name</c>.</param>
/// <param name="keys">The columns; of type string, DateTime or int.</param>
internal sealed class ListOrder<TIndex>(string name, params LambdaExpression[] keys) where TIndex : MapIndex
{
    private static readonly MethodInfo Compare = typeof(string).GetMethod(nameof(string.Compare), [typeof(string), typeof(string)])!;

    private static readonly Expression<Func<TIndex, long>> ById = row => row.DocumentId;

    private readonly Delegate[] _read = [.. keys.Select(key => key.Compile())];

    /// <summary>The name in the address.</summary>
    public string Name => name;

    /// <summary>A column to order by, typed for the compiler.</summary>
    public static LambdaExpression Key<T>(Expression<Func<TIndex, T>> key) => key;

    /// <summary>The rows in this order.</summary>
    public IQueryable<TIndex> Sort(IQueryable<TIndex> rows, bool down)
    {
        var expression = rows.Expression;
        var method = down ? nameof(Queryable.OrderByDescending) : nameof(Queryable.OrderBy);
        foreach (var key in keys.Append(ById))
        {
            expression = Expression.Call(typeof(Queryable), method, [typeof(TIndex), key.ReturnType], expression, Expression.Quote(key));
            method = down ? nameof(Queryable.ThenByDescending) : nameof(Queryable.ThenBy);
        }

        return rows.Provider.CreateQuery<TIndex>(expression);
    }

    /// <summary>The rows that come after the cursor in this direction.</summary>
    public IQueryable<TIndex> Beyond(IQueryable<TIndex> rows, ListCursor cursor, bool down)
    {
        var row = Expression.Parameter(typeof(TIndex), "row");
        // A captured variable becomes parameters, so that all pages share one translated query; a constant would be written into it.
        Expression<Func<ListCursor>> captured = () => cursor;
        var place = captured.Body;
        Expression beyond = Apart(Body(ById, row), Expression.Property(place, nameof(ListCursor.Id)), down, orEqual: false);
        for (var i = keys.Length - 1; i >= 0; i--)
        {
            var (column, value) = (Body(keys[i], row), Value(place, keys[i].ReturnType, i));

            // "at or beyond" first, so that the index is entered at the right place.
            beyond = Expression.AndAlso(Apart(column, value, down, orEqual: true), Expression.OrElse(Apart(column, value, down, orEqual: false), beyond));
        }

        return rows.Where(Expression.Lambda<Func<TIndex, bool>>(beyond, row));
    }

    /// <summary>The place of a row.</summary>
    public ListCursor CursorOf(TIndex row)
    {
        var cursor = new ListCursor("", "", default, 0, row.DocumentId);
        for (var i = 0; i < keys.Length; i++)
        {
            cursor = _read[i].DynamicInvoke(row) switch
            {
                string text => i == 0 ? cursor with { First = text } : cursor with { Second = text },
                DateTime time => cursor with { Time = time },
                int number => cursor with { Number = number },
                long number => cursor with { Number = number },
                var other => throw new InvalidOperationException($"A list cannot be ordered by {other?.GetType().Name ?? "null"}."),
            };
        }

        return cursor;
    }

    private static Expression Body(LambdaExpression key, ParameterExpression row) => new Renamed(key.Parameters[0], row).Visit(key.Body);

    // The place is made the column's kind, not the column the place's: an index serves the column as it is.
    private static Expression Value(Expression place, Type type, int position) => type == typeof(int)
        ? Expression.Convert(Expression.Property(place, nameof(ListCursor.Number)), type)
        : Expression.Property(place, type == typeof(DateTime) ? nameof(ListCursor.Time) : type == typeof(long) ? nameof(ListCursor.Number) : position == 0 ? nameof(ListCursor.First) : nameof(ListCursor.Second));

    private static Expression Apart(Expression column, Expression value, bool down, bool orEqual)
    {
        var (left, right) = column.Type == typeof(string) ? (Expression.Call(Compare, column, value), Expression.Constant(0)) : (column, value);
        return (down, orEqual) switch
        {
            (false, false) => Expression.GreaterThan(left, right),
            (false, true) => Expression.GreaterThanOrEqual(left, right),
            (true, false) => Expression.LessThan(left, right),
            (true, true) => Expression.LessThanOrEqual(left, right),
        };
    }

    private sealed class Renamed(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
