using System.Security.Claims;
using Crm.Activities.Rights;
using Crm.Kernel.Content;
using Crm.Kernel.Security;
using Crm.Kernel.Users;

namespace Crm.Activities.Tasks;

/// <summary>What a user sees of tasks, and which he may touch.</summary>
internal sealed class TaskGate(Visible visible, RecordScopes scopes, Kernel.Security.Rights rights, IContentManager content, UserNames names)
{
    /// <summary>What that user sees of tasks.</summary>
    public async Task<TaskSight> ForAsync(ClaimsPrincipal user) => new(await visible.ForAsync(user), await scopes.ForAsync(user, ActivityTypes.Task));

    /// <summary>The task that is not in the trash, when the user holds the right on it; else null.</summary>
    /// <param name="permission">One of the kernel's rights on content; to view when null.</param>
    public async Task<ContentItem?> FindAsync(ClaimsPrincipal user, string id, Permission? permission = null)
        => await content.GetAsync(id, VersionOptions.Latest) is { ContentType: ActivityTypes.Task } item && await MayAsync(user, item, permission ?? CommonPermissions.ViewContent) ? item : null;

    /// <summary>Whether the user holds the right on the task.</summary>
    public Task<bool> MayAsync(ClaimsPrincipal user, ContentItem item, Permission permission) => rights.HoldsAsync(user, permission, item);

    /// <summary>Whether the user may write tasks.</summary>
    public Task<bool> MayCreateAsync(ClaimsPrincipal user) => rights.HoldsAsync(user, ActivitiesPermissions.EditOwn);

    /// <summary>Whom the user may give tasks: those whose tasks he may edit.</summary>
    public async Task<IReadOnlyList<User>> OwnersAsync(ClaimsPrincipal user)
    {
        var scope = await scopes.ForAsync(user, ActivityTypes.Task, CommonPermissions.EditContent);
        return [.. (await names.ChoicesAsync()).Where(choice => scope.Owners is null || scope.Owners.Contains(choice.UserId))];
    }
}

/// <summary>What a user sees of tasks.</summary>
/// <param name="scope">Which: all, those of certain owners, none.</param>
internal sealed class TaskSight(Sight sight, RecordScope scope)
{
    public RecordScope Scope => scope;

    /// <summary>Whether subjects are seen.</summary>
    public bool Subjects => CanSee(nameof(TaskPart.Subject));

    /// <summary>Whether days and times are seen; a list that may not show them neither sorts nor filters by them.</summary>
    public bool Dues => CanSee(nameof(TaskPart.DueDay)) && CanSee(nameof(TaskPart.DueTime));

    /// <summary>Whether it is seen what tasks are about.</summary>
    public bool Abouts => CanSee(nameof(TaskPart.AboutId)) && CanSee(nameof(TaskPart.AboutType));

    /// <summary>Whether it is seen what is done.</summary>
    public bool Dones => CanSee(nameof(TaskPart.DoneUtc));

    /// <summary>Whether that member of the part is seen.</summary>
    public bool CanSee(string member) => sight.CanSee(ActivityTypes.Task, $"{nameof(TaskPart)}.{member}");

    /// <summary>The task without what is hidden; for showing only.</summary>
    public ContentItem Show(ContentItem item) => sight.Show(item);

    /// <summary>Blanks the columns that come from hidden members.</summary>
    public TaskIndex Show(TaskIndex row)
    {
        row.Subject = Subjects ? row.Subject : "";
        row.DueKey = Dues ? row.DueKey : TaskPart.Someday;
        row.Priority = CanSee(nameof(TaskPart.Priority)) ? row.Priority : "normal";
        row.Repeats = CanSee(nameof(TaskPart.Repeat)) && row.Repeats;
        row.AssignedBy = CanSee(nameof(TaskPart.AssignedBy)) ? row.AssignedBy : "";
        (row.AboutType, row.AboutId) = Abouts ? (row.AboutType, row.AboutId) : ("", "");
        (row.IsDone, row.DoneUtc) = Dones ? (row.IsDone, row.DoneUtc) : (false, null);
        return row;
    }
}
