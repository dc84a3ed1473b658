using System.Security.Claims;
using Crm.Contacts.Lists;
using Crm.Contacts.People;

namespace Crm.Contacts.Choose;

/// <summary>People to choose from while a name is typed, each as its reader may see them; drawn by <c>_FoundPeople.cshtml</c>.</summary>
internal sealed class FindPeople(PeopleList people, ContactSights sights)
{
    /// <summary>The first that the list of people finds; none for a blank text.</summary>
    public async Task<IReadOnlyList<PersonIndex>> LikeAsync(ClaimsPrincipal user, string? text, CancellationToken cancellationToken, int most = 8)
        => string.IsNullOrWhiteSpace(text) ? []
            : (await people.ReadAsync(new PeopleFilter(text, null, null), new ListRequest(null, null, null, most), await sights.ForAsync(user, ContactTypes.Person), cancellationToken)).Rows;
}

/// <summary>Those who were found, to choose one of.</summary>
/// <param name="Chosen">The one that was chosen before.</param>
/// <param name="IsAsked">Whether somebody was looked for at all.</param>
internal sealed record FoundPeople(IReadOnlyList<PersonIndex> People, string? Chosen = null, bool IsAsked = false);
