using System.Security.Claims;
using Crm.Contacts.Choose;
using Crm.Kernel.Content;
using Crm.Kernel.Security;
using Microsoft.Extensions.Localization;

namespace Crm.Activities.Notes;

/// <summary>What can be done to notes: written down, attached to somebody, deleted. The pages and the API call it.</summary>
internal sealed class WriteNotes(IContentManager content, ContactChoices contacts, Kernel.Security.Rights rights, IStringLocalizer<WriteNotes> s)
{
    private const int MaxText = 20_000;

    /// <summary>Why it cannot be written; null when it can.</summary>
    public async Task<string?> FaultAsync(ClaimsPrincipal user, string? text, string? kind, string? aboutId)
        => string.IsNullOrWhiteSpace(text) ? s["Write a few words first."].Value
            : text.Length > MaxText ? s["This is too long: {0} characters at most.", MaxText].Value
            : kind is not null && !NotePart.Kinds.Contains(kind) ? s["There is no such kind of note."].Value
            : aboutId is { Length: > 0 } && !(await contacts.OfAsync(user, [aboutId])).ContainsKey(aboutId) ? s["There is no such contact."].Value
            : null;

    /// <summary>Writes it down.</summary>
    public async Task<ContentItem> WriteAsync(string text, string? kind, string? aboutId)
    {
        var item = await content.NewAsync(ActivityTypes.Note);
        item.Alter<NotePart>(part => (part.Kind, part.Text) = (kind ?? NotePart.Kinds[0], text.Trim()));
        item.DisplayText = item.As<NotePart>()!.FirstLine();
        await PointAsync(item, aboutId);
        await content.CreateAsync(item);
        return item;
    }

    /// <summary>Says whom it is about; nobody when blank. False when there is no such contact that the user may see.</summary>
    public async Task<bool> AttachAsync(ClaimsPrincipal user, ContentItem item, string? aboutId)
    {
        if (aboutId is { Length: > 0 } && !(await contacts.OfAsync(user, [aboutId])).ContainsKey(aboutId))
        {
            return false;
        }

        await PointAsync(item, aboutId);
        await content.UpdateAsync(item);
        return true;
    }

    /// <summary>The note that is not in the trash, when the user holds the right on it; else null.</summary>
    public async Task<ContentItem?> FindAsync(ClaimsPrincipal user, string id, Permission permission)
        => await content.GetAsync(id, VersionOptions.Latest) is { ContentType: ActivityTypes.Note } item && await rights.HoldsAsync(user, permission, item) ? item : null;

    private async Task PointAsync(ContentItem item, string? aboutId)
    {
        var about = aboutId is { Length: > 0 } ? await content.GetAsync(aboutId, VersionOptions.Latest) : null;
        item.Alter<NotePart>(part => (part.AboutType, part.AboutId) = about is null ? ("", "") : (about.ContentType, about.ContentItemId));
    }
}
