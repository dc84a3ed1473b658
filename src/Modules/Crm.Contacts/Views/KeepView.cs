using System.Security.Claims;
using System.Text.Json.Nodes;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Contacts.Rights;
using Crm.Contacts.Segments;
using Crm.Kernel.Users;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Views;

/// <summary>A view as somebody wants to keep it.</summary>
/// <param name="Columns">Keys of the columns behind the name; none for the usual ones.</param>
internal sealed record ViewDraft(string? Name, bool IsShared, bool IsDefault, PeopleFilter Filter, string? Sort, IReadOnlyList<string> Columns);

/// <summary>Keeps views of the list of people, throws them away and brings them back; asked by page and API alike.</summary>
internal sealed class KeepView(PeopleViews views, AskedPeople asked, Kernel.Security.Rights rights, IStringLocalizer<KeepView> s)
{
    /// <summary>The member under which a fault of the name is told.</summary>
    public const string NameMember = "name";

    private const int LongestName = 100;

    /// <summary>Whether the user may share views, and so throw shared ones away.</summary>
    public Task<bool> MayShareAsync(ClaimsPrincipal user) => rights.HoldsAsync(user, ContactsPermissions.ShareViews);

    /// <summary>Whether the user may throw that view away.</summary>
    public static bool MayRemove(ClaimsPrincipal user, PeopleView view, bool mayShare) => PeopleViews.IsOwn(user, view) || (view.IsShared && mayShare);

    /// <summary>The view of that id that is there and the user's own; null for none.</summary>
    public async Task<PeopleView?> FindOwnAsync(ClaimsPrincipal user, string id) => await views.FindAsync(user, id) is { RemovedUtc: null } view && PeopleViews.IsOwn(user, view) ? view : null;

    /// <summary>Why it cannot be kept, by the API's names of members.</summary>
    public async Task<IReadOnlyList<(string Member, string Sentence)>> FaultsAsync(ClaimsPrincipal user, ViewDraft draft, CancellationToken cancellationToken)
    {
        var faults = new List<(string, string)>();
        if (string.IsNullOrWhiteSpace(draft.Name) || draft.Name.Trim().Length > LongestName)
        {
            faults.Add((NameMember, s["A view needs a name of at most {0} characters.", LongestName]));
        }

        if (draft.IsShared && !await MayShareAsync(user))
        {
            faults.Add(("isShared", s["You may not share views."]));
        }

        if ((await asked.ReadAsync(draft.Filter, user, cancellationToken)).Fault is { } fault)
        {
            faults.Add((string.IsNullOrEmpty(draft.Filter.Where) ? "segment" : "where", fault));
        }

        return faults;
    }

    /// <summary>Stores it.</summary>
    /// <param name="replaced">The view that it takes the place of; null for a new one.</param>
    public async Task<PeopleView> StoreAsync(ClaimsPrincipal user, ViewDraft draft, PeopleView? replaced)
    {
        var view = replaced ?? new PeopleView { OwnerId = user.UserId() ?? "" };
        (view.Name, view.IsShared, view.IsDefault) = (draft.Name!.Trim(), draft.IsShared, draft.IsDefault);
        (view.Search, view.Stage, view.Owner, view.Segment, view.Sort) = (draft.Filter.Search, draft.Filter.Stage, draft.Filter.Owner, draft.Filter.Segment, draft.Sort);
        view.Where = string.IsNullOrEmpty(draft.Filter.Where) ? null : (JsonObject)JsonNode.Parse(draft.Filter.Where)!;
        view.Columns = [.. draft.Columns];
        await views.StoreAsync(user, view);
        return view;
    }

    /// <summary>Throws a view away or brings it back, and gives it; null when there is none or the user may not.</summary>
    public async Task<PeopleView?> RemoveAsync(ClaimsPrincipal user, string id, bool back)
    {
        if (await views.FindAsync(user, id) is not { } view || !MayRemove(user, view, await MayShareAsync(user)))
        {
            return null;
        }

        await views.RemoveAsync(view, back);
        return view;
    }
}
