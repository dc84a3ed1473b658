using System.Security.Claims;
using Crm.Kernel.Data;
using Crm.Kernel.Users;

namespace Crm.Contacts.Views;

/// <summary>The views of the list of people: one's own and those that are shared.</summary>
internal sealed class PeopleViews(ISession session, TimeProvider time)
{
    /// <summary>Those with a name that the user may open, by name.</summary>
    public async Task<IReadOnlyList<PeopleView>> ListAsync(ClaimsPrincipal user)
    {
        var id = user.UserId() ?? "";
        var found = await session.Query<PeopleView, PeopleViewIndex>(row => !row.IsRemoved && (row.OwnerId == id || row.IsShared)).ListAsync();
        return [.. found.Where(view => view.Name.Length > 0).OrderBy(view => view.Name, StringComparer.CurrentCulture)];
    }

    /// <summary>The view of that id that the user may open, thrown away or not; null for none.</summary>
    public async Task<PeopleView?> FindAsync(ClaimsPrincipal user, string id)
        => await session.Query<PeopleView, PeopleViewIndex>(row => row.ViewId == id).FirstOrDefaultAsync() is { } view && (view.IsShared || IsOwn(user, view)) ? view : null;

    /// <summary>The view that the plain list opens with: one's own default, else the shared one; null for none.</summary>
    public async Task<PeopleView?> DefaultAsync(ClaimsPrincipal user)
    {
        var defaults = (await ListAsync(user)).Where(view => view.IsDefault).ToList();
        return defaults.Find(view => !view.IsShared && IsOwn(user, view)) ?? defaults.Find(view => view.IsShared);
    }

    /// <summary>The columns that the user chose for the plain list; none for the usual ones.</summary>
    public async Task<IReadOnlyList<string>> OwnColumnsAsync(ClaimsPrincipal user) => (await UnnamedAsync(user))?.Columns ?? [];

    /// <summary>Keeps the columns: with the view when it is one's own, else for the plain list and what others share.</summary>
    public async Task KeepColumnsAsync(ClaimsPrincipal user, PeopleView? view, IReadOnlyList<string> columns)
    {
        var kept = view is not null && IsOwn(user, view) ? view : await UnnamedAsync(user) ?? new PeopleView { OwnerId = user.UserId() ?? "" };
        kept.Columns = [.. columns];
        await session.SaveAsync(kept, checkConcurrency: true);
    }

    /// <summary>Stores a view; a default takes the place of the one there was.</summary>
    public async Task StoreAsync(ClaimsPrincipal user, PeopleView view)
    {
        if (view.IsDefault)
        {
            foreach (var other in (await ListAsync(user)).Where(other => other != view && other.IsDefault && other.IsShared == view.IsShared))
            {
                other.IsDefault = false;
                await session.SaveAsync(other, checkConcurrency: true);
            }
        }

        await session.SaveAsync(view, checkConcurrency: true);
    }

    /// <summary>Throws a view away, or brings it back.</summary>
    public Task RemoveAsync(PeopleView view, bool back)
    {
        view.RemovedUtc = back ? null : time.GetUtcNow().UtcDateTime;
        return session.SaveAsync(view, checkConcurrency: true);
    }

    /// <summary>Whether the user made it.</summary>
    public static bool IsOwn(ClaimsPrincipal user, PeopleView view) => view.OwnerId.Length > 0 && view.OwnerId == user.UserId();

    private async Task<PeopleView?> UnnamedAsync(ClaimsPrincipal user)
    {
        var id = user.UserId() ?? "";
        return id.Length == 0 ? null : (await session.Query<PeopleView, PeopleViewIndex>(row => row.OwnerId == id && !row.IsRemoved && !row.IsShared).ListAsync()).FirstOrDefault(view => view.Name.Length == 0);
    }
}
