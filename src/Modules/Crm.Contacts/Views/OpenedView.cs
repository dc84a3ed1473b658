using System.Security.Claims;
using Crm.Contacts.People;
using Microsoft.AspNetCore.Http;

namespace Crm.Contacts.Views;

/// <summary>What an address of the list of people opens: the view in force, and what narrows the list.</summary>
/// <param name="View">Null for the plain list.</param>
/// <param name="IsGone">Whether the address names a view that is not there for this user.</param>
internal sealed record OpenedView(PeopleView? View, PeopleFilter Filter, bool IsGone);

/// <summary>Reads an address: <c>?view=ID</c> opens a view, <c>?view=all</c> everybody, none of either the default; what else stands in the address goes before what the view says.</summary>
internal sealed class ViewOpener(PeopleViews views)
{
    /// <summary>The value that means: no view, not even the default.</summary>
    public const string Everybody = "all";

    private static readonly string[] s_narrowing = ["q", "stage", "owner", "segment", "where"];

    /// <summary>Reads it.</summary>
    public async Task<OpenedView> ReadAsync(ClaimsPrincipal user, IQueryCollection query)
    {
        var asked = query["view"].ToString();
        var view = asked.Length > 0 ? asked == Everybody ? null : await views.FindAsync(user, asked)
            : s_narrowing.Any(query.ContainsKey) ? null : await views.DefaultAsync(user);
        var gone = asked.Length > 0 && asked != Everybody && view is null or { RemovedUtc: not null };
        view = gone ? null : view;
        string? Value(string name, string? stored) => query.TryGetValue(name, out var value) ? value.ToString() : stored;
        return new OpenedView(view, new PeopleFilter(Value("q", view?.Search), Value("stage", view?.Stage), Value("owner", view?.Owner), Value("segment", view?.Segment), Value("where", view?.Where?.ToJsonString())), gone);
    }
}
