using System.Security.Claims;
using Crm.Contacts.Choose;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Activities.Notes;

/// <summary>A note as lists show it.</summary>
internal sealed record NoteLine(string Id, string Kind, string Text, DateTime CreatedUtc, ContactChoice? About, string By);

/// <summary>A page of notes.</summary>
/// <param name="Next">The place where the next page begins; null at the end.</param>
internal sealed record NotePage(IReadOnlyList<NoteLine> Lines, string? Next);

/// <summary>Reads notes, the newest first: those that nobody has attached yet (the inbox), or all, or those about a contact.</summary>
internal sealed class NoteList(ISession session, Visible visible, RecordScopes scopes, ContactChoices contacts, IStringLocalizer<NoteList> s)
{
    /// <param name="aboutId">"" for those about nobody yet; null for all.</param>
    public async Task<NotePage> ReadAsync(ClaimsPrincipal user, string? aboutId, string? after, int take, CancellationToken cancellationToken)
    {
        var (sight, scope) = (await visible.ForAsync(user), await scopes.ForAsync(user, ActivityTypes.Note));
        var (moment, last) = NewestFirst.After(after);
        if (scope.IsNone || (aboutId is not null && !sight.CanSee(ActivityTypes.Note, $"{nameof(NotePart)}.{nameof(NotePart.AboutId)}")))
        {
            return new NotePage([], null);
        }

        var rows = scope.Apply(session.QueryIndex<NoteIndex>(), row => row.Owner).Where(row => row.CreatedUtc <= moment && (row.CreatedUtc < moment || row.DocumentId < last));
        rows = aboutId is null ? rows : rows.Where(row => row.AboutId == aboutId);
        var found = await rows.OrderByDescending(row => row.CreatedUtc).ThenByDescending(row => row.DocumentId).Take(take + 1).ToListAsync(cancellationToken);
        var items = await session.GetAsync<ContentItem>(found.Take(take).Select(row => row.DocumentId));
        var shown = items.Select(sight.Show).ToList();
        var abouts = await contacts.OfAsync(user, shown.Select(item => item.As<NotePart>()?.AboutId ?? ""));
        return new NotePage(
            [
                .. shown.Select(item => (Item: item, Part: item.As<NotePart>() ?? new NotePart())).Select(pair => new NoteLine(
                    pair.Item.ContentItemId, pair.Part.Kind, pair.Part.Text.Length > 0 ? pair.Part.Text : s["(hidden)"], pair.Item.CreatedUtc ?? default, abouts.GetValueOrDefault(pair.Part.AboutId), pair.Item.Author ?? "")),
            ],
            found.Count > take ? new NewestFirst(found[take - 1].CreatedUtc, found[take - 1].DocumentId).ToString() : null);
    }
}
