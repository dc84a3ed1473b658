using System.Security.Claims;
using Crm.Contacts;
using Crm.Kernel.Content;
using Crm.Kernel.Security;

namespace Crm.Messaging.Contexts;

/// <summary>Who can go through something, as a reader may know them; scoped.</summary>
internal sealed class ContextSubjects(IContentManager content, Rights rights, Visible visible)
{
    /// <summary>The person or household, when that user may see it; else null.</summary>
    public async Task<ContentItem?> FindAsync(ClaimsPrincipal user, string subjectId)
        => await content.GetAsync(subjectId, VersionOptions.Latest) is { ContentType: ContactTypes.Person or ContactTypes.Household } item && await rights.HoldsAsync(user, CommonPermissions.ViewContent, item) ? item : null;

    /// <summary>Its name as that user may see it; blank when it is hidden.</summary>
    public async Task<string> NameAsync(ClaimsPrincipal user, ContentItem subject) => (await visible.ForAsync(user)).NameOf(subject) ?? "";
}
