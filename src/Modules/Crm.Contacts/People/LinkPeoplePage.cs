using Crm.Contacts.Lists;
using Crm.Kernel.Content;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.People;

/// <summary>
/// A page that says how people belong to a record: who lives in a household, works at an organisation, is related to a person. It finds both under the right to change them, stores what changed
/// in the person, says so with the way to take it back, and goes back to the record's page. By which rules, its heirs say.
/// </summary>
/// <param name="type">The record's type, one of <see cref="ContactTypes"/>.</param>
/// <param name="list">Where such records are, as <c>~/admin/households</c>.</param>
/// <param name="place">The page's place below the record, as <c>members</c>.</param>
internal abstract class LinkPeoplePage(LinkSaves saves, ContactSights sights, IStringLocalizer s, string type, string list, string place) : PageModel
{
    /// <summary>The page's words.</summary>
    protected IStringLocalizer S => s;

    /// <summary>The gate of contacts.</summary>
    protected ContactSights Sights => sights;

    /// <summary>Takes back what the user changed here.</summary>
    public async Task<IActionResult> OnPostUndoAsync(string id, string? batch)
        => await FindAsync(id) is null || !await MayLinkAsync() || await saves.FindAsync(User, batch) is not { } save ? NotFound()
            : await saves.UndoAsync(save) ? Done(id, s["Undone."]) : Refuse(id, s["Not undone: it was changed again since."]);

    /// <summary>Nothing to see here: leads to the record, where the forms are.</summary>
    protected async Task<IActionResult> LeadBackAsync(string id) => await sights.FindAsync(User, id, type) is null ? NotFound() : Back(id);

    /// <summary>The record, when the user may change it.</summary>
    protected Task<ContentItem?> FindAsync(string id) => sights.FindAsync(User, id, type, CommonPermissions.EditContent);

    /// <summary>The person, when the user may change them; null too for a blank id.</summary>
    protected async Task<ContentItem?> FindPersonAsync(string? id)
        => string.IsNullOrWhiteSpace(id) ? null : await sights.FindAsync(User, id, ContactTypes.Person, CommonPermissions.EditContent);

    /// <summary>What the user sees of people.</summary>
    protected Task<ContactSight> SightAsync() => sights.ForAsync(User, ContactTypes.Person);

    /// <summary>Changes a person that both rights were found for, and says so.</summary>
    protected async Task<IActionResult> ChangeAsync(string id, string personId, Action<PersonPart> change, string said)
        => await FindAsync(id) is null || !await MayLinkAsync() || await FindPersonAsync(personId) is not { } person ? NotFound() : await ChangeAsync(id, person, change, said);

    /// <inheritdoc cref="ChangeAsync(string, string, Action{PersonPart}, string)"/>
    protected async Task<IActionResult> ChangeAsync(string id, ContentItem person, Action<PersonPart> change, string said)
    {
        person.Alter(change);
        await SettleAsync(person);
        return Done(id, said, await saves.StoreAsync(User, person));
    }

    /// <summary>Whether the user sees such links at all.</summary>
    protected virtual Task<bool> MayLinkAsync() => Task.FromResult(true);

    /// <summary>What follows in the person from a change of links, before it is stored.</summary>
    protected virtual Task SettleAsync(ContentItem person) => Task.CompletedTask;

    /// <summary>Says what was done.</summary>
    /// <param name="batch">What takes it back; null when nothing does.</param>
    protected RedirectResult Done(string id, string said, string? batch = null)
    {
        this.Toast(said, undo: batch is null ? null : $"{list}/{id}/{place}?handler=Undo&batch={batch}");
        return Back(id);
    }

    /// <summary>Says why it was not.</summary>
    protected RedirectResult Refuse(string id, string why)
    {
        this.Toast(why, tone: "bad");
        return Back(id);
    }

    private RedirectResult Back(string id) => Redirect(Url.Content($"{list}/{id}"));
}
