using System.Security.Claims;
using System.Text.Json.Nodes;

namespace Crm.Kernel.Content;

/// <summary>What a module has to say to whoever has just created an item over the API; a member of the answer beside the item's own. Register as a scoped service.</summary>
public interface ICreationHint
{
    /// <summary>The member's name, as <c>PossibleDuplicates</c>.</summary>
    string Name { get; }

    /// <summary>The hint, or null when there is none. It may tell only what that user may see. The item is committed.</summary>
    Task<JsonNode?> OfAsync(ClaimsPrincipal user, ContentItem item, CancellationToken cancellationToken);
}
