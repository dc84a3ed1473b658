using System.Linq.Expressions;
using System.Security.Claims;
using Crm.Kernel.Users;

namespace Crm.Kernel.Security;

/// <summary>Which records of a type a user may see, as a condition for queries: all, those that certain people own, or none.</summary>
/// <param name="Owners">User ids; null when all records are meant.</param>
public sealed record RecordScope(IReadOnlyCollection<string>? Owners)
{
    /// <summary>Whether nothing is left out.</summary>
    public bool IsAll => Owners is null;

    /// <summary>Whether nothing is seen.</summary>
    public bool IsNone => Owners is { Count: 0 };

    /// <summary>The condition on a column that holds the owner's id: <c>scope.Condition&lt;PersonIndex&gt;(row =&gt; row.Owner)</c>; null when all is seen.</summary>
    public Expression<Func<TIndex, bool>>? Condition<TIndex>(Expression<Func<TIndex, string?>> owner)
    {
        if (Owners is null)
        {
            return null;
        }

        var contains = Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [typeof(string)], Expression.Constant(Owners.ToArray()), owner.Body);
        return Expression.Lambda<Func<TIndex, bool>>(contains, owner.Parameters);
    }

    /// <summary>Adds the condition to a query of index rows.</summary>
    public IQueryable<TIndex> Apply<TIndex>(IQueryable<TIndex> rows, Expression<Func<TIndex, string?>> owner)
        => Condition(owner) is { } condition ? rows.Where(condition) : rows;
}

/// <summary>Gives the scope of a user over a type.</summary>
public sealed class RecordScopes(Rights rights, Teams teams)
{
    /// <summary>All with the right on the type, the team's with its team variant, the user's own with its own variant, else none.</summary>
    public async Task<RecordScope> ForAsync(ClaimsPrincipal user, string contentType, Permission? permission = null)
    {
        var asked = permission ?? CommonPermissions.ViewContent;
        if (await HoldsAsync(asked))
        {
            return new RecordScope((IReadOnlyCollection<string>?)null);
        }

        if (user.UserId() is not { } id)
        {
            return new RecordScope([]);
        }

        if (CommonPermissions.Team(asked) is { } team && await HoldsAsync(team))
        {
            return new RecordScope(await teams.MatesAsync(id));
        }

        return new RecordScope(CommonPermissions.Own(asked) is { } own && await HoldsAsync(own) ? [id] : []);

        Task<bool> HoldsAsync(Permission wanted) => rights.HoldsAsync(user, CommonPermissions.Typed(wanted, contentType), null);
    }
}
