using System.Security.Claims;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Trash;

/// <summary><c>GET /api/contacts/trash</c>: what lies in the trash and its caller may bring back, of one type, the last deleted first.</summary>
internal static class TrashEndpoint
{
    private const int MaxTake = 500;
    private const int Usual = 50;

    /// <param name="type">Person, Household or Organisation; people unless told.</param>
    /// <param name="after">"next" of the page before.</param>
    /// <param name="before">"previous" of the page after.</param>
    /// <param name="take">How many, 50 unless told.</param>
    public static async Task<IResult> ListAsync(
        string? type, string? after, string? before, int? take, ClaimsPrincipal user, TrashedContacts trash, IStringLocalizer<TrashedContacts> s, CancellationToken cancellationToken)
    {
        var asked = string.IsNullOrEmpty(type) ? ContactTypes.Person : TrashedContacts.Types.FirstOrDefault(one => one.Equals(type, StringComparison.OrdinalIgnoreCase));
        if (asked is null)
        {
            return NarrowedPeopleQuestion.Refused("type", s["type is one of: {0}.", string.Join(", ", TrashedContacts.Types)]);
        }

        if (take is < 1 or > MaxTake)
        {
            return NarrowedPeopleQuestion.Refused("take", s["take must lie between 1 and {0}.", MaxTake]);
        }

        return Results.Json(await trash.ListAsync(user, asked, after, before, take ?? Usual, cancellationToken));
    }
}

/// <summary>A contact in the trash.</summary>
/// <param name="DisplayText">Its name; blank when the caller may not see it.</param>
/// <param name="RemovedBy">The name of who put it there.</param>
internal sealed record TrashLine(string ContentItemId, string ContentType, string DisplayText, DateTime RemovedUtc, string RemovedBy);
