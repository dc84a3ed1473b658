using System.Security.Claims;
using Crm.Contacts.Lists;
using Microsoft.AspNetCore.Http;

namespace Crm.Contacts.Trash;

/// <summary><c>POST /api/contacts/{id}/restore</c>: a person, household or organisation comes back from the trash; one that is back already is answered alike.</summary>
internal static class RestoreEndpoint
{
    public static async Task<IResult> PostAsync(string id, ClaimsPrincipal user, TrashedContacts trash, ContactSights sights)
        => await trash.RestoreAsync(user, id) is { } item
            ? Results.Json(new RestoredContact(item.ContentItemId, item.ContentType, (await sights.ForAsync(user, item.ContentType)).NameOf(item)))
            : Results.NotFound();
}

/// <summary>A contact that is back.</summary>
internal sealed record RestoredContact(string ContentItemId, string ContentType, string DisplayText);
