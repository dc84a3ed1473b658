using Crm.Contacts.PersonalData;
using Crm.Kernel.Data;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Crm.Messaging.Ledger;
using Crm.Messaging.Messages;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Automations;

/// <summary>An automation that wrote to somebody, or that they are out of.</summary>
/// <param name="Exit">The decision by which they are out; null when they are not.</param>
internal sealed record AutomationOfPerson(string Key, string Title, int Messages, AutomationExit? Exit);

/// <summary>The automations that write to a person: taken out of one, they get no more of it until somebody puts them back.</summary>
[Right(MessagingPermissions.Write)]
internal sealed class PersonAutomations(ISession session, Recipients recipients, AutomationExits exits, DataSubjects subjects, IStringLocalizer<PersonAutomations> s) : PageModel
{
    private const int LongestReason = 200;

    public string PersonId { get; private set; } = "";

    public string Name { get; private set; } = "";

    public IReadOnlyList<AutomationOfPerson> Automations { get; private set; } = [];

    /// <summary>All that was decided, the newest first.</summary>
    public IReadOnlyList<AutomationExit> Log { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken) => await LoadAsync(id, cancellationToken) ? Page() : NotFound();

    /// <summary>They get no more of it.</summary>
    public async Task<IActionResult> OnPostTakeOutAsync(string id, string? automation, string? reason, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, automation, cancellationToken) is not { } found)
        {
            return NotFound();
        }

        if (string.IsNullOrWhiteSpace(reason) || reason.Length > LongestReason)
        {
            ModelState.AddModelError("", s["Say why, in at most {0} characters.", LongestReason]);
            return Page();
        }

        await exits.DecideAsync(id, found.Key, found.Title, isOut: true, reason.Trim(), cancellationToken);
        this.Toast(s["Taken out of “{0}”.", found.Title], undo: $"~/admin/people/{id}/automations?handler=PutBack&automation={Uri.EscapeDataString(found.Key)}");
        return RedirectToPage(new { id });
    }

    /// <summary>They get it again.</summary>
    public async Task<IActionResult> OnPostPutBackAsync(string id, string? automation, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, automation, cancellationToken) is not { } found)
        {
            return NotFound();
        }

        await exits.DecideAsync(id, found.Key, found.Title, isOut: false, "", cancellationToken);
        this.Toast(s["Put back into “{0}”.", found.Title]);
        return RedirectToPage(new { id });
    }

    private async Task<AutomationOfPerson?> FindAsync(string id, string? automation, CancellationToken cancellationToken)
        => await LoadAsync(id, cancellationToken) ? Automations.FirstOrDefault(one => one.Key == automation) : null;

    private async Task<bool> LoadAsync(string id, CancellationToken cancellationToken)
    {
        if (await recipients.FindAsync(User, id) is not { } person)
        {
            return false;
        }

        (PersonId, Name) = (id, await recipients.NameAsync(User, person));
        var ids = (await subjects.FindAsync(id, cancellationToken))?.Ids ?? [id];
        Log = await exits.LogAsync(ids, cancellationToken);
        var wrote = await (await session.GetConnectionAsync()).GetTable<Message>().Where(row => ids.Contains(row.PersonId) && row.Automation != "").GroupBy(row => row.Automation)
            .Select(group => new { group.Key, Title = group.Max(row => row.AutomationTitle), Count = group.Count() }).ToListAsync(cancellationToken);
        var holding = AutomationExits.Holding(Log.Where(row => row.PersonId == id)).ToDictionary(row => row.Automation);
        Automations =
        [
            .. wrote.Select(row => new AutomationOfPerson(row.Key, row.Title ?? row.Key, row.Count, holding.GetValueOrDefault(row.Key)))
                .Concat(holding.Values.Where(exit => wrote.TrueForAll(row => row.Key != exit.Automation)).Select(exit => new AutomationOfPerson(exit.Automation, exit.Title, 0, exit))).OrderBy(one => one.Title, StringComparer.CurrentCulture),
        ];
        return true;
    }
}
