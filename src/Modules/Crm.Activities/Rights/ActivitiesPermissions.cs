using Crm.Kernel.Security;

namespace Crm.Activities.Rights;

/// <summary>
/// The rights over tasks and notes: on all of them, on those of the own team, on one's own. They include the kernel's rights over the type (<c>ViewOwn_Task</c>); a page itself asks for the smallest.
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

    /// <summary>Name of the right to see one's own notes; who sees more holds it too.</summary>
    public const string ViewOwnNotes = "ViewOwnNotes";

    /// <summary>Name of the right to write notes and to attach one's own; who changes more holds it too.</summary>
    public const string EditOwnNotes = "EditOwnNotes";

    /// <summary>Name of the right to move one's own notes to the trash; who deletes more holds it too.</summary>
    public const string DeleteOwnNotes = "DeleteOwnNotes";

    /// <summary>Name of the right to see plans.</summary>
    public const string ViewPlans = "ViewPlans";

    /// <summary>Name of the right to write plans, to move them and to move them to the trash.</summary>
    public const string ManagePlans = "ManagePlans";

    private static readonly Permission WritePlans = New(ManagePlans, "Write and move plans", ["Publish_", "Delete_", "View_"], ActivityTypes.Plan);
    private static readonly Permission SeePlans = New(ViewPlans, "View plans", ["View_"], ActivityTypes.Plan, WritePlans);

    private static readonly Permission DeleteNotes = New("DeleteNotes", "Delete notes", ["Delete_", "View_"], ActivityTypes.Note);
    private static readonly Permission DeleteNotesOfOne = New(DeleteOwnNotes, "Delete own notes", ["DeleteOwn_", "ViewOwn_"], ActivityTypes.Note, DeleteNotes);
    private static readonly Permission EditNotes = New("EditNotes", "Write notes and attach those of all", ["Publish_"], ActivityTypes.Note);
    private static readonly Permission EditNotesOfOne = New(EditOwnNotes, "Write notes and attach one’s own", ["PublishOwn_"], ActivityTypes.Note, EditNotes);
    private static readonly Permission ViewNotes = New("ViewNotes", "View notes", ["View_"], ActivityTypes.Note, EditNotes, DeleteNotes);
    private static readonly Permission ViewNotesOfOne = New(ViewOwnNotes, "View own notes", ["ViewOwn_"], ActivityTypes.Note, ViewNotes, EditNotesOfOne, DeleteNotesOfOne);

    private static readonly Permission DeleteTasks = New("DeleteTasks", "Delete tasks", ["Delete_", "View_"], ActivityTypes.Task);
    private static readonly Permission DeleteTeamTasks = New("DeleteTeamTasks", "Delete tasks of the own team", ["DeleteTeam_", "ViewTeam_"], ActivityTypes.Task, DeleteTasks);
    private static readonly Permission DeleteOwnTasks = New(DeleteOwn, "Delete own tasks", ["DeleteOwn_", "ViewOwn_"], ActivityTypes.Task, DeleteTeamTasks);
    private static readonly Permission EditTasks = New("EditTasks", "Create, give and edit tasks", ["Publish_"], ActivityTypes.Task);
    private static readonly Permission EditTeamTasks = New("EditTeamTasks", "Create tasks, give them to the own team and edit its tasks", ["PublishTeam_"], ActivityTypes.Task, EditTasks);
    private static readonly Permission EditOwnTasks = New(EditOwn, "Create tasks and edit one’s own", ["PublishOwn_"], ActivityTypes.Task, EditTeamTasks);
    private static readonly Permission ViewTasks = New("ViewTasks", "View tasks", ["View_"], ActivityTypes.Task, EditTasks, DeleteTasks);
    private static readonly Permission ViewTeamTasks = New("ViewTeamTasks", "View tasks of the own team", ["ViewTeam_"], ActivityTypes.Task, ViewTasks, EditTeamTasks, DeleteTeamTasks);
    private static readonly Permission ViewOwnTasks = New(ViewOwn, "View own tasks", ["ViewOwn_"], ActivityTypes.Task, ViewTeamTasks, EditOwnTasks, DeleteOwnTasks);

    private static readonly Permission[] Whole = [ViewTasks, EditTasks, DeleteTasks, ViewNotes, EditNotes, DeleteNotes, SeePlans, WritePlans];

    /// <inheritdoc/>
    public Task<IEnumerable<Permission>> GetPermissionsAsync()
        => Task.FromResult<IEnumerable<Permission>>([.. Whole, ViewTeamTasks, EditTeamTasks, DeleteTeamTasks, ViewOwnTasks, EditOwnTasks, DeleteOwnTasks, ViewNotesOfOne, EditNotesOfOne, DeleteNotesOfOne]);

    /// <inheritdoc/>
    public IEnumerable<PermissionStereotype> GetDefaultStereotypes() =>
    [
        new PermissionStereotype("Administrator", Whole),
        new PermissionStereotype("Editor", Whole),
        new PermissionStereotype("Moderator", [EditTeamTasks, DeleteOwnTasks, EditNotesOfOne, DeleteNotesOfOne, SeePlans]),
        new PermissionStereotype("Author", [EditOwnTasks, DeleteOwnTasks, EditNotesOfOne, DeleteNotesOfOne, SeePlans]),
        new PermissionStereotype("Contributor", [EditOwnTasks, DeleteOwnTasks, EditNotesOfOne, DeleteNotesOfOne, SeePlans]),
    ];

    private static Permission New(string name, string description, string[] includes, string type, params Permission[] impliedBy)
        => new(name, description, impliedBy, Category: "Activities", Includes: [.. includes.Select(prefix => prefix + type)]);
}
