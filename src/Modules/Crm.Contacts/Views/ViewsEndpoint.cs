using System.Security.Claims;
using System.Text.Json.Nodes;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Views;

/// <summary><c>/api/contacts/people/views</c>: the views of the list of people, by the rules of the screens.</summary>
internal static class ViewsEndpoint
{
    public static async Task<IResult> ListAsync(ClaimsPrincipal user, PeopleViews views)
        => Results.Json(new ViewsPage([.. (await views.ListAsync(user)).Select(view => ViewAnswer.Of(view, user))]));

    public static Task<IResult> CreateAsync(ViewRequest body, HttpContext context, KeepView keep, ViewRules rules, CancellationToken cancellationToken) => KeepAsync(body, null, context, keep, rules, cancellationToken);

    public static async Task<IResult> ReplaceAsync(string view, ViewRequest body, HttpContext context, KeepView keep, ViewRules rules, CancellationToken cancellationToken)
        => await keep.FindOwnAsync(context.User, view) is { } own ? await KeepAsync(body, own, context, keep, rules, cancellationToken) : Results.NotFound();

    public static async Task<IResult> RemoveAsync(string view, ClaimsPrincipal user, KeepView keep) => await keep.RemoveAsync(user, view, back: false) is null ? Results.NotFound() : Results.NoContent();

    public static async Task<IResult> RestoreAsync(string view, ClaimsPrincipal user, KeepView keep) => await keep.RemoveAsync(user, view, back: true) is { } back ? Results.Json(ViewAnswer.Of(back, user)) : Results.NotFound();

    private static async Task<IResult> KeepAsync(ViewRequest body, PeopleView? replaced, HttpContext context, KeepView keep, ViewRules rules, CancellationToken cancellationToken)
    {
        var draft = body.Draft();
        List<(string Member, string Sentence)> faults = [.. await keep.FaultsAsync(context.User, draft, cancellationToken), .. await rules.FaultsAsync(context.User, draft)];
        if (faults.Count > 0)
        {
            return Results.ValidationProblem(faults.GroupBy(fault => fault.Member).ToDictionary(group => group.Key, group => group.Select(fault => fault.Sentence).ToArray()), title: faults[0].Sentence);
        }

        var answer = ViewAnswer.Of(await keep.StoreAsync(context.User, draft, replaced), context.User);
        return replaced is null ? Results.Created($"{context.Request.PathBase}/admin/people?view={answer.ViewId}", answer) : Results.Json(answer);
    }
}

/// <summary>What a program may write wrong in a view and a screen cannot: its order and its columns.</summary>
internal sealed class ViewRules(ListColumns columns, ContactSights sights, IStringLocalizer<KeepView> s)
{
    /// <summary>Why it cannot be kept, by the API's names of members.</summary>
    public async Task<IReadOnlyList<(string Member, string Sentence)>> FaultsAsync(ClaimsPrincipal user, ViewDraft draft)
    {
        var (faults, sight) = (new List<(string, string)>(), await sights.ForAsync(user, ContactTypes.Person));
        var orders = PeopleList.Orders(draft.Filter, sight).Select(order => order.Name).ToList();
        if (draft.Sort is { Length: > 0 } sort && !orders.Contains(sort.TrimStart('-')))
        {
            faults.Add(("sort", s["sort is one of: {0}.", string.Join(", ", orders)]));
        }

        var offered = (await columns.SeenAsync(sight, await sights.ForAsync(user, ContactTypes.Interaction))).Select(column => column.Key).ToList();
        if (draft.Columns.FirstOrDefault(column => !offered.Contains(column)) is { } unknown)
        {
            faults.Add(("columns", s["There is no column “{0}”; there are: {1}.", unknown, string.Join(", ", offered)]));
        }

        return faults;
    }
}

/// <summary>A view to keep.</summary>
/// <param name="Q">What the list's search holds.</param>
/// <param name="Where">Conditions, as segments store them.</param>
/// <param name="Sort">An order of the list, with a minus for downwards.</param>
/// <param name="Columns">Keys of the columns behind the name; none for the usual ones.</param>
internal sealed record ViewRequest(string? Name, bool IsShared, bool IsDefault, string? Q, string? Stage, string? Owner, string? Segment, JsonObject? Where, string? Sort, IReadOnlyList<string>? Columns)
{
    public ViewDraft Draft() => new(Name, IsShared, IsDefault, new PeopleFilter(Q, Stage, Owner, Segment, Where?.ToJsonString()), Sort, Columns ?? []);
}

/// <summary>All views that the caller may open, by name.</summary>
internal sealed record ViewsPage(IReadOnlyList<ViewAnswer> Items);

/// <summary>A view.</summary>
internal sealed record ViewAnswer(string ViewId, string Name, bool IsOwn, bool IsShared, bool IsDefault, string? Q, string? Stage, string? Owner, string? Segment, JsonObject? Where, string? Sort, IReadOnlyList<string> Columns)
{
    public static ViewAnswer Of(PeopleView view, ClaimsPrincipal user)
        => new(view.ViewId, view.Name, PeopleViews.IsOwn(user, view), view.IsShared, view.IsDefault, view.Search, view.Stage, view.Owner, view.Segment, view.Where, view.Sort, view.Columns);
}
