using Crm.Contacts;
using Crm.Contacts.Ages;
using Crm.Contacts.PersonalData;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Localization;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Contexts;

/// <summary>What a person or a household goes through and went through; noted, ended and withdrawn here.</summary>
[Right(MessagingPermissions.ViewContexts)]
internal sealed class ListContexts(
    Contexts contexts, ContextRules rules, ContextBook book, ContextWords words, ContextSubjects subjects, DataSubjects people, Rights rights, LocalTime local, Today day, TimeProvider time, IStringLocalizer<ListContexts> s) : PageModel
{
    public string SubjectId { get; private set; } = "";

    public string Name { get; private set; } = "";

    public bool IsPerson { get; private set; }

    public bool MayEdit { get; private set; }

    public ContextWords Words => words;

    public ContextNames Names { get; private set; } = ContextNames.Hidden;

    /// <summary>What is not over, the newest first.</summary>
    public IReadOnlyList<ContextEntry> Open { get; private set; } = [];

    /// <summary>What a household goes through that the person lives in.</summary>
    public IReadOnlyList<(ContextEntry Context, bool IsSeen)> AtHome { get; private set; } = [];

    /// <summary>All that was said, the newest first.</summary>
    public IReadOnlyList<ContextEntry> Log { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Kinds { get; private set; } = [];

    public DateTime NowUtc { get; private set; }

    [BindProperty]
    public ContextForm Input { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken) => await LoadAsync(id, cancellationToken) ? Page() : NotFound();

    /// <summary>Notes one.</summary>
    [Right(MessagingPermissions.EditContexts)]
    public async Task<IActionResult> OnPostAsync(string id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken))
        {
            return NotFound();
        }

        var today = await day.GetAsync();
        foreach (var (member, sentence) in Input.Faults(await book.ListAsync(), today, s))
        {
            ModelState.AddModelError($"Input.{member}", sentence);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var noted = await contexts.OpenAsync(await Input.ToContextAsync(id, today, local), cancellationToken);
        this.Toast(s["Noted. It holds from this moment."], undo: $"~/admin/contacts/{id}/contexts?handler=Withdraw&context={noted}");
        return RedirectToPage(new { id });
    }

    /// <summary>One is over.</summary>
    [Right(MessagingPermissions.EditContexts)]
    public Task<IActionResult> OnPostEndAsync(string id, string context, string? why, CancellationToken cancellationToken)
        => ActAsync(id, context, why, there => contexts.EndAsync(there, why?.Trim() ?? "", cancellationToken), s["It is over. What waited for that leaves when it may."], isUndone: true, cancellationToken);

    /// <summary>One never was.</summary>
    [Right(MessagingPermissions.EditContexts)]
    public Task<IActionResult> OnPostWithdrawAsync(string id, string context, string? why, CancellationToken cancellationToken)
        => ActAsync(id, context, why, there => contexts.WithdrawAsync(there, why?.Trim() ?? "", cancellationToken), s["Withdrawn: it holds nothing any more."], isUndone: true, cancellationToken);

    /// <summary>It stands as before it was ended or withdrawn.</summary>
    [Right(MessagingPermissions.EditContexts)]
    public Task<IActionResult> OnPostPutBackAsync(string id, string context, CancellationToken cancellationToken)
        => ActAsync(id, context, null, there => contexts.PutBackAsync(there, cancellationToken), s["It stands as before."], isUndone: false, cancellationToken);

    /// <summary>Whether its last word can be taken back.</summary>
    public bool MayPutBack(ContextEntry row) => MayEdit && row.SubjectId == SubjectId && row.Act is ContextActs.Ended or ContextActs.Withdrawn && Log.First(one => one.ContextId == row.ContextId) == row;

    private async Task<IActionResult> ActAsync(string id, string context, string? why, Func<ContextEntry, Task<bool>> act, string done, bool isUndone, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken) || Log.FirstOrDefault(row => row.ContextId == context && row.SubjectId == id) is not { } there)
        {
            return NotFound();
        }

        if (why?.Length > Contexts.MostNote)
        {
            ModelState.AddModelError("", s["At most {0} characters.", Contexts.MostNote]);
            return Page();
        }

        var isDone = await act(there);
        this.Toast(isDone ? done : s["It stands elsewhere by now: nothing was changed."], undo: isDone && isUndone ? $"~/admin/contacts/{id}/contexts?handler=PutBack&context={context}" : null, tone: isDone ? "good" : "bad");
        return RedirectToPage(new { id });
    }

    private async Task<bool> LoadAsync(string id, CancellationToken cancellationToken)
    {
        if (await subjects.FindAsync(User, id) is not { } subject)
        {
            return false;
        }

        (SubjectId, Name, IsPerson, NowUtc) = (id, await subjects.NameAsync(User, subject), subject.ContentType == ContactTypes.Person, time.GetUtcNow().UtcDateTime);
        (MayEdit, Names) = (await rights.HoldsAsync(User, MessagingPermissions.EditContexts), await book.NamesAsync(User));
        Log = await contexts.LogAsync(IsPerson ? (await people.FindAsync(id, cancellationToken))?.Ids ?? [id] : [id], cancellationToken);
        Open = [.. Log.Where(row => row.SubjectId == id).DistinctBy(row => row.ContextId).Where(row => row.IsOpen(NowUtc))];
        var home = new List<(ContextEntry, bool)>();
        foreach (var row in IsPerson ? (await rules.OfPeopleAsync([id], cancellationToken))[id].Where(row => row.SubjectId != id) : [])
        {
            home.Add((row, await subjects.FindAsync(User, row.SubjectId) is not null));
        }

        AtHome = home;
        Kinds = [.. (await book.ListAsync()).Select(kind => new SelectListItem(Names.Of(kind.Key), kind.Key))];
        return true;
    }
}
