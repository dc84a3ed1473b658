using System.Linq.Expressions;
using LinqToDB;

namespace Crm.Kernel.Data.Queries;

/// <summary>Sorting by a key whose type is known only at run time. What is empty comes first, downwards last, on both databases: as SQLite has it, and as the indexes are built.</summary>
internal static class Sorting
{
    public static IQueryable<T> SortedBy<T>(this IQueryable<T> source, LambdaExpression key, bool descending, bool isFirst)
    {
        var nulls = Expression.Constant(descending ? Sql.NullsPosition.Last : Sql.NullsPosition.First);
        var method = (isFirst, descending) switch
        {
            (true, false) => nameof(LinqExtensions.OrderBy),
            (true, true) => nameof(LinqExtensions.OrderByDescending),
            (false, false) => nameof(LinqExtensions.ThenBy),
            (false, true) => nameof(LinqExtensions.ThenByDescending),
        };
        return source.Provider.CreateQuery<T>(
            Expression.Call(typeof(LinqExtensions), method, [typeof(T), key.ReturnType], source.Expression, Expression.Quote(key), nulls));
    }
}
