using Crm.Kernel.Security;

namespace Crm.Activities.Rights;

/// <summary>
/// The rights over tasks: on all of them, on those of the own team, on one's own. They include the kernel's rights over the type (<c>ViewOwn_Task</c>); a page itself asks for the smallest.
/// A task belongs to who has to do it, so who may edit the tasks of his team may give his team tasks.
/// </summary>
public sealed class ActivitiesPermissions : IPermissionProvider
{
    /// <summary>Name of the right to see one's own tasks; who sees more holds it too.</summary>
    public const string ViewOwn = "ViewOwnTasks";

    /// <summary>Name of the right to create tasks and to change and do one's own; who changes more holds it too.</summary>
    public const string EditOwn = "EditOwnTasks";

    /// <summary>Name of the right to move one's own tasks to the trash; who deletes more holds it too.</summary>
    public const string DeleteOwn = "DeleteOwnTasks";

    private static readonly Permission DeleteTasks = New("DeleteTasks", "Delete tasks", ["Delete_", "View_"]);
    private static readonly Permission DeleteTeamTasks = New("DeleteTeamTasks", "Delete tasks of the own team", ["DeleteTeam_", "ViewTeam_"], DeleteTasks);
    private static readonly Permission DeleteOwnTasks = New(DeleteOwn, "Delete own tasks", ["DeleteOwn_", "ViewOwn_"], DeleteTeamTasks);
    private static readonly Permission EditTasks = New("EditTasks", "Create, give and edit tasks", ["Publish_"]);
    private static readonly Permission EditTeamTasks = New("EditTeamTasks", "Create tasks, give them to the own team and edit its tasks", ["PublishTeam_"], EditTasks);
    private static readonly Permission EditOwnTasks = New(EditOwn, "Create tasks and edit one’s own", ["PublishOwn_"], EditTeamTasks);
    private static readonly Permission ViewTasks = New("ViewTasks", "View tasks", ["View_"], EditTasks, DeleteTasks);
    private static readonly Permission ViewTeamTasks = New("ViewTeamTasks", "View tasks of the own team", ["ViewTeam_"], ViewTasks, EditTeamTasks, DeleteTeamTasks);
    private static readonly Permission ViewOwnTasks = New(ViewOwn, "View own tasks", ["ViewOwn_"], ViewTeamTasks, EditOwnTasks, DeleteOwnTasks);

    private static readonly Permission[] Whole = [ViewTasks, EditTasks, DeleteTasks];

    /// <inheritdoc/>
    public Task<IEnumerable<Permission>> GetPermissionsAsync()
        => Task.FromResult<IEnumerable<Permission>>([.. Whole, ViewTeamTasks, EditTeamTasks, DeleteTeamTasks, ViewOwnTasks, EditOwnTasks, DeleteOwnTasks]);

    /// <inheritdoc/>
    public IEnumerable<PermissionStereotype> GetDefaultStereotypes() =>
    [
        new PermissionStereotype("Administrator", Whole),
        new PermissionStereotype("Editor", Whole),
        new PermissionStereotype("Moderator", [EditTeamTasks, DeleteOwnTasks]),
        new PermissionStereotype("Author", [EditOwnTasks, DeleteOwnTasks]),
        new PermissionStereotype("Contributor", [EditOwnTasks, DeleteOwnTasks]),
    ];

    private static Permission New(string name, string description, string[] includes, params Permission[] impliedBy)
        => new(name, description, impliedBy, Category: "Activities", Includes: [.. includes.Select(prefix => prefix + ActivityTypes.Task)]);
}
