using System.Globalization;
using System.Security.Claims;
using Crm.Activities;
using Crm.Activities.Tasks;
using Crm.Calls.Outcomes;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Localization;
using Crm.Kernel.Security;
using Crm.Kernel.Users;
using LinqToDB.Async;

namespace Crm.Calls.List;

/// <summary>Reads the calls that are due by the end of today, the longest due first, and finds one to say what came of it. Scoped.</summary>
internal sealed class CallList(ISession session, IContentManager content, RecordScopes scopes, Visible visible, Kernel.Security.Rights rights, LocalTime local, TimeProvider time)
{
    /// <summary>One page of those that this user may see; none for who may not see whom tasks are about, or when they are due.</summary>
    /// <param name="isMine">The user's own alone.</param>
    /// <param name="after">The place of the page before.</param>
    public async Task<(IReadOnlyList<ContentItem> Calls, string? Next)> ReadAsync(ClaimsPrincipal user, bool isMine, string? after, int take, CancellationToken cancellationToken)
    {
        if (!await SeesAsync(user))
        {
            return ([], null);
        }

        var (open, tomorrow, me) = (session.QueryIndex<CallIndex>().Where(row => row.IsOpen == true).Select(row => row.ContentItemId), await TomorrowAsync(), user.UserId() ?? "");
        var rows = (await scopes.ForAsync(user, ActivityTypes.Task)).Apply(session.QueryIndex<TaskIndex>(), row => row.Owner)
            .Where(row => open.Contains(row.ContentItemId) && string.Compare(row.DueKey, tomorrow) < 0 && (!isMine || row.Owner == me));
        var found = await rows.ByDue(after).Take(take + 1).ToListAsync(cancellationToken);
        var page = found.Take(take).Select(row => row.DocumentId).ToList();
        var calls = (await session.GetAsync<ContentItem>(page)).ToDictionary(session.GetDocumentId);
        return ([.. page.Where(calls.ContainsKey).Select(document => calls[document])], found.Count > take ? found[take - 1].PlaceByDue() : null);
    }

    /// <summary>A call that this user may settle; null when it is none, or not for him.</summary>
    public async Task<ContentItem?> FindAsync(ClaimsPrincipal user, string id)
        => await content.GetAsync(id, VersionOptions.Latest) is { ContentType: ActivityTypes.Task } item && item.As<CallPart>() is not null && await rights.HoldsAsync(user, CommonPermissions.EditContent, item) && await SeesAsync(user) ? item : null;

    private async Task<bool> SeesAsync(ClaimsPrincipal user)
    {
        var sight = await visible.ForAsync(user);
        return ((string[])[nameof(TaskPart.AboutId), nameof(TaskPart.AboutType), nameof(TaskPart.DueDay), nameof(TaskPart.DueTime)]).All(member => sight.CanSee(ActivityTypes.Task, $"{nameof(TaskPart)}.{member}"));
    }

    private async Task<string> TomorrowAsync() => (await local.OfAsync(time.GetUtcNow().UtcDateTime)).AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
