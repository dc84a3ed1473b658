using Crm.Kernel.Security;

namespace Crm.Messaging;

/// <summary>The rights of the module.</summary>
internal sealed class MessagingPermissions : IPermissionProvider
{
    /// <summary>Name of the right to read the ledger, and what was written to whom one may see.</summary>
    public const string View = "ViewMessages";

    /// <summary>Name of the right to write to people whom one may see.</summary>
    public const string Write = "WriteMessages";

    /// <summary>Name of the right to pull the brake: many have it, for whoever sees the fire must be able to.</summary>
    public const string Pull = "PullBrake";

    /// <summary>Name of the right to release the brake, decide what becomes of what it held, settle what is uncertain, and set how much is enough.</summary>
    public const string Manage = "ManageMessages";

    /// <summary>Name of the right to write the templates that letters are made of.</summary>
    public const string Templates = "ManageMailTemplates";

    /// <summary>Name of the right to know what people go through: a bereavement is not everybody's to read.</summary>
    public const string ViewContexts = "ViewContexts";

    /// <summary>Name of the right to note what people go through, end it and withdraw it.</summary>
    public const string EditContexts = "EditContexts";

    private static readonly Permission s_manage = new(Manage, "Release the brake, decide about held messages, and set restraint", Category: "Messaging");
    private static readonly Permission s_pull = new(Pull, "Pull the brake that stops all messages", [s_manage], Category: "Messaging");
    private static readonly Permission s_view = new(View, "Read the ledger of messages and what was written", [s_manage], Category: "Messaging");
    private static readonly Permission s_write = new(Write, "Write to people", Category: "Messaging");

    private static readonly Permission s_editContexts = new(EditContexts, "Note what people go through", Category: "Messaging");
    private static readonly Permission s_viewContexts = new(ViewContexts, "Know what people go through", [s_editContexts], Category: "Messaging");
    private static readonly Permission s_templates = new(Templates, "Write mail templates", Category: "Messaging");

    public Task<IEnumerable<Permission>> GetPermissionsAsync() => Task.FromResult<IEnumerable<Permission>>([s_manage, s_pull, s_view, s_write, s_templates, s_viewContexts, s_editContexts]);

    public IEnumerable<PermissionStereotype> GetDefaultStereotypes() =>
    [
        new PermissionStereotype("Administrator", [s_manage, s_pull, s_view, s_write, s_templates, s_viewContexts, s_editContexts]),
        new PermissionStereotype("Editor", [s_pull, s_view, s_write, s_templates, s_viewContexts, s_editContexts]),
        new PermissionStereotype("Moderator", [s_pull, s_view, s_write, s_viewContexts, s_editContexts]),
        new PermissionStereotype("Author", [s_pull, s_write]),
        new PermissionStereotype("Contributor", [s_pull, s_write]),
    ];
}
