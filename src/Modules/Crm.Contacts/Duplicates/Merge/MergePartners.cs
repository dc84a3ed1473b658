using System.Security.Claims;
using Crm.Contacts.Choose;
using Crm.Contacts.Duplicates.Entry;
using Crm.Kernel.Content;

namespace Crm.Contacts.Duplicates.Merge;

/// <summary>Somebody to merge a person with.</summary>
/// <param name="Line">What tells them from their namesakes: what agrees, or the town.</param>
internal sealed record MergePartner(string Id, string Name, string Line);

/// <summary>With whom a person can be merged: those who are likely the same, and whoever a search finds.</summary>
internal sealed class MergePartners(LikelyDuplicates likely, FindPeople people)
{
    private const int Most = 20;

    /// <summary>Without a text those who are likely the same; with one whom the list of people finds by it. Never the person.</summary>
    public async Task<IReadOnlyList<MergePartner>> OfAsync(ClaimsPrincipal user, ContentItem person, string? text, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return [.. (await likely.OfAsync(user, person, cancellationToken)).Where(other => other.Id != person.ContentItemId).Select(other => new MergePartner(other.Id, other.Name, string.Join(" · ", other.Reasons)))];
        }

        return [.. (await people.LikeAsync(user, text, cancellationToken, Most)).Where(row => row.ContentItemId != person.ContentItemId).Select(row => new MergePartner(row.ContentItemId, row.DisplayName, row.City))];
    }
}
