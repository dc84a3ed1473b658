using System.Linq.Expressions;
using System.Reflection;

namespace Crm.Contacts.Lists;

/// <summary>Asks a condition of each row by itself: "its id is among those of a query" becomes "the query has a row with its id", which an index answers without reading all of the query.</summary>
internal sealed class OfEachRow : ExpressionVisitor
{
    private static readonly MethodInfo s_contains = Method(query => query.Contains(0L));
    private static readonly MethodInfo s_any = Method(query => query.Any(id => id == 0L));

    /// <summary>The same condition.</summary>
    public static Expression<Func<T, bool>> By<T>(Expression<Func<T, bool>> condition) => (Expression<Func<T, bool>>)new OfEachRow().Visit(condition);

    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        if (node.Method != s_contains)
        {
            return base.VisitMethodCall(node);
        }

        var id = Expression.Parameter(typeof(long), "id");
        return Expression.Call(s_any, node.Arguments[0], Expression.Quote(Expression.Lambda<Func<long, bool>>(Expression.Equal(id, node.Arguments[1]), id)));
    }

    private static MethodInfo Method(Expression<Func<IQueryable<long>, bool>> call) => ((MethodCallExpression)call.Body).Method;
}
