using System.Security.Claims;
using System.Text.Json.Nodes;
using Crm.Kernel.Content;

namespace Crm.Contacts.Duplicates.Entry;

/// <summary><c>PossibleDuplicates</c> in the answer to a person created over the API: id, name, probability and reasons of each.</summary>
internal sealed class LikelyDuplicatesHint(LikelyDuplicates duplicates) : ICreationHint
{
    public string Name => "PossibleDuplicates";

    public async Task<JsonNode?> OfAsync(ClaimsPrincipal user, ContentItem item, CancellationToken cancellationToken)
    {
        if (item.ContentType != ContactTypes.Person || await duplicates.OfAsync(user, item, cancellationToken) is not { Count: > 0 } found)
        {
            return null;
        }

        return new JsonArray([.. found.Select(other => (JsonNode)new JsonObject
        {
            ["ContentItemId"] = other.Id,
            ["DisplayText"] = other.Name,
            ["Probability"] = Math.Round(other.Probability, 3),
            ["Reasons"] = new JsonArray([.. other.Reasons.Select(reason => (JsonNode)reason)]),
        })]);
    }
}
