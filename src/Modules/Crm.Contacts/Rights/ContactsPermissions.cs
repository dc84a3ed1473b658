using Crm.Kernel.Security;

namespace Crm.Contacts.Rights;

/// <summary>The rights over people, households and organisations.</summary>
public sealed class ContactsPermissions : IPermissionProvider
{
    /// <summary>Name of the right to see contacts.</summary>
    public const string View = "ViewContacts";

    /// <summary>Name of the right to create and change contacts.</summary>
    public const string Edit = "EditContacts";

    /// <summary>Name of the right to move contacts to the trash and back.</summary>
    public const string Delete = "DeleteContacts";

    /// <summary>Name of the right to import contacts from files.</summary>
    public const string Import = "ImportContacts";

    private static readonly Permission DeleteContacts = new(Delete, "Delete contacts", Category: "Contacts");
    private static readonly Permission ImportContacts = new(Import, "Import contacts from files", Category: "Contacts");
    private static readonly Permission EditContacts = new(Edit, "Create and edit contacts", Category: "Contacts");
    private static readonly Permission ViewContacts = new(View, "View contacts", [EditContacts, DeleteContacts, ImportContacts], Category: "Contacts");

    private static readonly Permission[] All = [ViewContacts, EditContacts, DeleteContacts, ImportContacts];

    /// <inheritdoc/>
    public Task<IEnumerable<Permission>> GetPermissionsAsync() => Task.FromResult<IEnumerable<Permission>>(All);

    /// <inheritdoc/>
    public IEnumerable<PermissionStereotype> GetDefaultStereotypes() =>
    [
        new PermissionStereotype("Administrator", All),
        new PermissionStereotype("Editor", All),
        new PermissionStereotype("Moderator", [ViewContacts, EditContacts]),
        new PermissionStereotype("Author", [ViewContacts, EditContacts]),
        new PermissionStereotype("Contributor", [ViewContacts]),
    ];
}
