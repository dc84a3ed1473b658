using System.Linq.Expressions;
using Crm.Contacts.People;

namespace Crm.Contacts.Segments.Rules;

/// <summary>Puts conditions together.</summary>
public static class Predicates
{
    /// <summary>Both hold.</summary>
    public static Expression<Func<PersonIndex, bool>> And(Expression<Func<PersonIndex, bool>> one, Expression<Func<PersonIndex, bool>> other) => Join(one, other, Expression.AndAlso);

    /// <summary>One of them holds, or both.</summary>
    public static Expression<Func<PersonIndex, bool>> Or(Expression<Func<PersonIndex, bool>> one, Expression<Func<PersonIndex, bool>> other) => Join(one, other, Expression.OrElse);

    /// <summary>It does not hold.</summary>
    public static Expression<Func<PersonIndex, bool>> Not(Expression<Func<PersonIndex, bool>> one) => Expression.Lambda<Func<PersonIndex, bool>>(Expression.Not(one.Body), one.Parameters);

    private static Expression<Func<PersonIndex, bool>> Join(Expression<Func<PersonIndex, bool>> one, Expression<Func<PersonIndex, bool>> other, Func<Expression, Expression, Expression> join)
        => Expression.Lambda<Func<PersonIndex, bool>>(join(one.Body, new Renamed(other.Parameters[0], one.Parameters[0]).Visit(other.Body)), one.Parameters);

    private sealed class Renamed(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
