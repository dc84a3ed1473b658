using System.Linq.Expressions;

namespace Crm.Kernel.Data.Queries;

/// <summary>Sorting by a key whose type is known only at run time.</summary>
internal static class Sorting
{
    public static IQueryable<T> SortedBy<T>(this IQueryable<T> source, LambdaExpression key, bool descending, bool isFirst)
    {
        var method = (isFirst, descending) switch
        {
            (true, false) => nameof(Queryable.OrderBy),
            (true, true) => nameof(Queryable.OrderByDescending),
            (false, false) => nameof(Queryable.ThenBy),
            (false, true) => nameof(Queryable.ThenByDescending),
        };
        return source.Provider.CreateQuery<T>(
            Expression.Call(typeof(Queryable), method, [typeof(T), key.ReturnType], source.Expression, Expression.Quote(key)));
    }
}
