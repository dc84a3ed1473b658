using Crm.Contacts.Bulk;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Kernel.Data;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Operations;
using Crm.Kernel.Security;
using LinqToDB.Async;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Stages.Edit;

/// <summary>Takes a stage out of use: its people go where is said, as an operation that can be undone. The stage is kept for its name in the past, and can be brought back.</summary>
[Right(StagesPermissions.Manage)]
internal sealed class RemoveStage(LifeCycle lifeCycle, StageNames names, PeopleList people, ContactSights sights, ISession session, Operations operations, IStringLocalizer<RemoveStage> s) : PageModel
{
    /// <summary>Where its people go; <see cref="None"/> for no stage.</summary>
    [BindProperty]
    public string? Target { get; set; }

    /// <summary>Stands for no stage in the list.</summary>
    public const string None = "-";

    public string Key { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>How many people are in it.</summary>
    public int Count { get; private set; }

    /// <summary>Whether some of them are out of this user's sight: he cannot say where they go.</summary>
    public bool HasOthers { get; private set; }

    public IReadOnlyList<SelectListItem> Targets { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken cancellationToken) => await ReadAsync(key, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string key, CancellationToken cancellationToken)
    {
        if (!await ReadAsync(key, cancellationToken))
        {
            return NotFound();
        }

        if (HasOthers)
        {
            return Page();
        }

        if (Count > 0 && Targets.All(target => target.Value != Target))
        {
            ModelState.AddModelError(nameof(Target), s["Say where its people go."]);
            return Page();
        }

        await lifeCycle.ChangeAsync(stages => stages.Find(stage => stage.Key == key)!.IsRetired = true);
        if (Count == 0)
        {
            this.Toast(s["{0} is no longer offered.", Name], undo: $"~/admin/stages/{key}/restore");
            return Redirect(Url.Content("~/admin/stages"));
        }

        var upTo = await session.QueryIndex<PersonIndex>().MaxAsync(row => (long?)row.DocumentId, cancellationToken) ?? 0;
        var selection = new ContactSelection(ContactTypes.Person, [], new PeopleFilter(null, key, null));
        var id = await operations.StartAsync(ChangeContacts.Name, ChangeContacts.Input(selection, BulkAct.Stage, Target == None ? "" : Target, null, upTo), Count);
        return Redirect(Url.Content($"~/admin/operations/{id}"));
    }

    private async Task<bool> ReadAsync(string key, CancellationToken cancellationToken)
    {
        var sight = await sights.ForAsync(User, ContactTypes.Person);
        if ((await lifeCycle.ListAsync()).FirstOrDefault(stage => stage.Key == key && !stage.IsRetired) is not { } stage || !sight.Stages)
        {
            return false;
        }

        (Key, Name) = (key, names.Of(stage));
        Count = await people.CountAsync(new PeopleFilter(null, key, null), sight, cancellationToken);
        HasOthers = !sight.Scope.IsAll && await session.QueryIndex<PersonIndex>().CountAsync(row => row.Stage == key, cancellationToken) > Count;
        Targets = [.. names.Offered.Where(other => other.Key != key).Select(other => new SelectListItem(names.Of(other), other.Key)), new SelectListItem(s["no stage"], None)];
        return true;
    }
}
