using System.Collections.Concurrent;

namespace Crm.Kernel.Security;

/// <summary>The rights on content, named and implied as in Orchard, with "own team" variants beside its "own" ones.</summary>
public static class CommonPermissions
{
    /// <summary>Publish.</summary>
    public static readonly Permission PublishContent = New("PublishContent", "Publish or unpublish content of others");

    /// <summary>Publish of the own team.</summary>
    public static readonly Permission PublishTeamContent = New("PublishTeamContent", "Publish or unpublish content of the own team", PublishContent);

    /// <summary>Publish own.</summary>
    public static readonly Permission PublishOwnContent = New("PublishOwnContent", "Publish or unpublish own content", PublishTeamContent);

    /// <summary>Edit.</summary>
    public static readonly Permission EditContent = New("EditContent", "Edit content of others", PublishContent);

    /// <summary>Edit of the own team.</summary>
    public static readonly Permission EditTeamContent = New("EditTeamContent", "Edit content of the own team", EditContent, PublishTeamContent);

    /// <summary>Edit own.</summary>
    public static readonly Permission EditOwnContent = New("EditOwnContent", "Edit own content", EditTeamContent, PublishOwnContent);

    /// <summary>Delete.</summary>
    public static readonly Permission DeleteContent = New("DeleteContent", "Delete content of others");

    /// <summary>Delete of the own team.</summary>
    public static readonly Permission DeleteTeamContent = New("DeleteTeamContent", "Delete content of the own team", DeleteContent);

    /// <summary>Delete own.</summary>
    public static readonly Permission DeleteOwnContent = New("DeleteOwnContent", "Delete own content", DeleteTeamContent);

    /// <summary>View.</summary>
    public static readonly Permission ViewContent = New("ViewContent", "View all content", EditContent);

    /// <summary>View of the own team.</summary>
    public static readonly Permission ViewTeamContent = New("ViewTeamContent", "View content of the own team", ViewContent, EditTeamContent);

    /// <summary>View own.</summary>
    public static readonly Permission ViewOwnContent = New("ViewOwnContent", "View own content", ViewTeamContent, EditOwnContent);

    /// <summary>Preview.</summary>
    public static readonly Permission PreviewContent = New("PreviewContent", "Preview content", EditContent);

    /// <summary>Preview own.</summary>
    public static readonly Permission PreviewOwnContent = New("PreviewOwnContent", "Preview own content", PreviewContent, EditOwnContent);

    /// <summary>Clone.</summary>
    public static readonly Permission CloneContent = New("CloneContent", "Clone content", EditContent);

    /// <summary>Clone own.</summary>
    public static readonly Permission CloneOwnContent = New("CloneOwnContent", "Clone own content", CloneContent, EditOwnContent);

    /// <summary>List.</summary>
    public static readonly Permission ListContent = New("ListContent", "List content");

    /// <summary>Give content to somebody else.</summary>
    public static readonly Permission EditContentOwner = New("EditContentOwner", "Change the owner of content");

    /// <summary>Choose the item that is the home page.</summary>
    public static readonly Permission SetHomepage = New("SetHomepage", "Choose the home page");

    /// <summary>Use the content API.</summary>
    public static readonly Permission AccessContentApi = New("AccessContentApi", "Use the content API");

    private static readonly ConcurrentDictionary<(string, string), Permission> s_typed = new();

    private static readonly Dictionary<Permission, string> s_templates = new(ReferenceEqualityComparer.Instance)
    {
        [PublishContent] = "Publish_", [PublishTeamContent] = "PublishTeam_", [PublishOwnContent] = "PublishOwn_",
        [EditContent] = "Edit_", [EditTeamContent] = "EditTeam_", [EditOwnContent] = "EditOwn_",
        [DeleteContent] = "Delete_", [DeleteTeamContent] = "DeleteTeam_", [DeleteOwnContent] = "DeleteOwn_",
        [ViewContent] = "View_", [ViewTeamContent] = "ViewTeam_", [ViewOwnContent] = "ViewOwn_",
        [PreviewContent] = "Preview_", [PreviewOwnContent] = "PreviewOwn_", [CloneContent] = "Clone_", [CloneOwnContent] = "CloneOwn_",
        [ListContent] = "ListContent_", [EditContentOwner] = "EditContentOwner_",
    };

    private static readonly Dictionary<string, Permission> s_byPrefix = s_templates.ToDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>The rights on all content.</summary>
    public static IEnumerable<Permission> All => s_templates.Keys.Append(AccessContentApi).Append(SetHomepage);

    /// <summary>The rights that every securable type has of its own.</summary>
    public static IEnumerable<Permission> ForType(string contentType) => s_templates.Keys.Select(permission => Typed(permission, contentType));

    /// <summary>The right on one type (<c>Edit_Person</c>), implied by the general one and by its type's others; the right itself when types have none of it.</summary>
    public static Permission Typed(Permission permission, string contentType)
    {
        if (!s_templates.TryGetValue(permission, out var prefix))
        {
            return permission;
        }

        return s_typed.GetOrAdd((prefix, contentType), _ => permission with
        {
            Name = prefix + contentType,
            Description = permission.Description + ": " + contentType,
            ImpliedBy = [permission, .. (permission.ImpliedBy ?? []).Select(other => Typed(other, contentType))],
            Category = contentType,
        });
    }

    /// <summary>The variant for the user's own records, or null.</summary>
    public static Permission? Own(Permission permission)
        => permission == PublishContent ? PublishOwnContent : permission == EditContent ? EditOwnContent : permission == DeleteContent ? DeleteOwnContent
            : permission == ViewContent ? ViewOwnContent : permission == PreviewContent ? PreviewOwnContent : permission == CloneContent ? CloneOwnContent : null;

    /// <summary>The variant for the records of the user's teams, or null.</summary>
    public static Permission? Team(Permission permission)
        => permission == PublishContent ? PublishTeamContent : permission == EditContent ? EditTeamContent : permission == DeleteContent ? DeleteTeamContent
            : permission == ViewContent ? ViewTeamContent : null;

    /// <summary>The right that a type's right is made of, with the type; null when the name is not of that form.</summary>
    internal static Permission? Parse(string name)
        => name.IndexOf('_', StringComparison.Ordinal) is > 0 and var at && s_byPrefix.TryGetValue(name[..(at + 1)], out var permission) ? Typed(permission, name[(at + 1)..]) : null;

    private static Permission New(string name, string description, params Permission[] impliedBy)
        => new(name, description, impliedBy.Length == 0 ? null : impliedBy, Category: "Content");
}
