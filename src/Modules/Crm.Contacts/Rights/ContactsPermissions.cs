using Crm.Kernel.Security;

namespace Crm.Contacts.Rights;

/// <summary>
/// The rights over people, households and organisations: on all of them, on those of the own team, on one's own. They include the kernel's rights over these types
/// (<c>ViewOwn_Person</c>), which lists, pages, API, pickers and undo ask; a page itself asks for the smallest.
/// </summary>
public sealed class ContactsPermissions : IPermissionProvider
{
    /// <summary>Name of the right to see contacts.</summary>
    public const string View = "ViewContacts";

    /// <summary>Name of the right to see one's own contacts; who sees more holds it too.</summary>
    public const string ViewOwn = "ViewOwnContacts";

    /// <summary>Name of the right to create and change contacts.</summary>
    public const string Edit = "EditContacts";

    /// <summary>Name of the right to create contacts and to change one's own; who changes more holds it too.</summary>
    public const string EditOwn = "EditOwnContacts";

    /// <summary>Name of the right to move contacts to the trash and back.</summary>
    public const string Delete = "DeleteContacts";

    /// <summary>Name of the right to move one's own contacts to the trash and back; who deletes more holds it too.</summary>
    public const string DeleteOwn = "DeleteOwnContacts";

    /// <summary>Name of the right to import contacts from files: an import changes whom it finds, whosesoever they are.</summary>
    public const string Import = "ImportContacts";

    /// <summary>Name of the right to take those one sees out in a file.</summary>
    public const string Export = "ExportContacts";

    /// <summary>Name of the right to see who exported whom.</summary>
    public const string ViewExports = "ViewContactExports";

    /// <summary>Name of the right to merge people.</summary>
    public const string Merge = "MergeContacts";

    /// <summary>Name of the right to merge people of one's own; who merges more holds it too.</summary>
    public const string MergeOwn = "MergeOwnContacts";

    /// <summary>Name of the right to share views of the list of people.</summary>
    public const string ShareViews = "ShareContactViews";

    /// <summary>Name of the right to switch sensitive fields of people on and off.</summary>
    public const string ManageFields = "ManagePersonFields";

    private static readonly Permission PersonFields = new(ManageFields, "Switch sensitive fields of people on and off", Category: "Contacts");

    /// <summary>Name of the right to choose the words for people, households and organisations.</summary>
    public const string ManageVocabulary = "ManageVocabulary";

    private static readonly Permission Vocabulary = new(ManageVocabulary, "Choose the words for people, households and organisations", Category: "Contacts");

    private static readonly Permission SharedViews = new(ShareViews, "Share views of the list of people", Category: "Contacts");

    private static readonly Permission MergeContacts = New(Merge, "Merge people", ["Publish_", "Delete_", "View_"]);
    private static readonly Permission MergeTeamContacts = New("MergeTeamContacts", "Merge people of the own team", ["PublishTeam_", "DeleteTeam_", "ViewTeam_"], MergeContacts);
    private static readonly Permission MergeOwnContacts = New(MergeOwn, "Merge people of one’s own", ["PublishOwn_", "DeleteOwn_", "ViewOwn_"], MergeTeamContacts);
    private static readonly Permission DeleteContacts = New(Delete, "Delete contacts", ["Delete_", "View_"]);
    private static readonly Permission DeleteTeamContacts = New("DeleteTeamContacts", "Delete contacts of the own team", ["DeleteTeam_", "ViewTeam_"], DeleteContacts);
    private static readonly Permission DeleteOwnContacts = New(DeleteOwn, "Delete own contacts", ["DeleteOwn_", "ViewOwn_"], DeleteTeamContacts);
    private static readonly Permission ImportContacts = New(Import, "Import contacts from files", ["View_"]);
    private static readonly Permission ExportContacts = New(Export, "Export contacts to files", []);
    private static readonly Permission ViewContactExports = New(ViewExports, "View the log of exports", []);
    private static readonly Permission EditContacts = New(Edit, "Create and edit contacts", ["Publish_"]);
    private static readonly Permission EditTeamContacts = New("EditTeamContacts", "Create contacts and edit those of the own team", ["PublishTeam_"], EditContacts);
    private static readonly Permission EditOwnContacts = New(EditOwn, "Create contacts and edit one’s own", ["PublishOwn_"], EditTeamContacts);
    private static readonly Permission ViewContacts = New(View, "View contacts", ["View_"], EditContacts, DeleteContacts, ImportContacts, MergeContacts);
    private static readonly Permission ViewTeamContacts = New("ViewTeamContacts", "View contacts of the own team", ["ViewTeam_"], ViewContacts, EditTeamContacts, DeleteTeamContacts, MergeTeamContacts);
    private static readonly Permission ViewOwnContacts = New(ViewOwn, "View own contacts", ["ViewOwn_"], ViewTeamContacts, EditOwnContacts, DeleteOwnContacts, MergeOwnContacts);

    private static readonly Permission[] Whole = [ViewContacts, EditContacts, DeleteContacts, ImportContacts, MergeContacts, ExportContacts];

    /// <inheritdoc/>
    public Task<IEnumerable<Permission>> GetPermissionsAsync() => Task.FromResult<IEnumerable<Permission>>(
        [.. Whole, ViewTeamContacts, EditTeamContacts, DeleteTeamContacts, ViewOwnContacts, EditOwnContacts, DeleteOwnContacts, MergeTeamContacts, MergeOwnContacts, ViewContactExports, SharedViews, PersonFields, Vocabulary]);

    /// <inheritdoc/>
    public IEnumerable<PermissionStereotype> GetDefaultStereotypes() =>
    [
        new PermissionStereotype("Administrator", [.. Whole, ViewContactExports, SharedViews, PersonFields, Vocabulary]),
        new PermissionStereotype("Editor", [.. Whole, SharedViews]),
        new PermissionStereotype("Moderator", [ViewContacts, EditContacts]),
        new PermissionStereotype("Author", [ViewContacts, EditContacts]),
        new PermissionStereotype("Contributor", [ViewContacts]),
    ];

    private static Permission New(string name, string description, string[] includes, params Permission[] impliedBy) => new(
        name, description, impliedBy, Category: "Contacts", Includes: [.. includes.SelectMany(prefix => ContactTypes.All.Concat(ContactTypes.Belongings).Select(type => prefix + type))]);
}
