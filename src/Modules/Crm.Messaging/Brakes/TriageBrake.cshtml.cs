using Crm.Kernel.Data;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Localization;
using Crm.Kernel.Operations;
using Crm.Kernel.Security;
using Crm.Kernel.Tenants;
using Crm.Messaging.Approvals;
using Crm.Messaging.Ledger;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Brakes;

/// <summary>Releases a brake: what becomes of each group that it holds is chosen, read as one sentence, and signed.</summary>
[Right(MessagingPermissions.Manage)]
internal sealed class TriageBrake(
    BrakeBoard board, BrakeFigures figures, TextApprovals approvals, BrakeWords words, LedgerWords ledger, Operations operations, ChangeContext change, IServiceScopeFactory scopes, TimeProvider time, IStringLocalizer<TriageBrake> s) : PageModel
{
    public BrakeWords Words => words;

    public LedgerWords Ledger => ledger;

    public Brake Brake { get; private set; } = null!;

    public IReadOnlyList<HeldGroup> Groups { get; private set; } = [];

    /// <summary>The choice of each group, by <see cref="HeldGroup.Field"/>.</summary>
    [BindProperty]
    public Dictionary<string, string> Choices { get; set; } = [];

    /// <summary>The groups whose words of before somebody read again, by <see cref="HeldGroup.Field"/>.</summary>
    [BindProperty]
    public List<string> Approved { get; set; } = [];

    /// <summary>Whether the summary stands there to be signed.</summary>
    public bool IsLast { get; private set; }

    public async Task<IActionResult> OnGetAsync(string brake, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(brake, cancellationToken))
        {
            return NotFound();
        }

        foreach (var group in Groups.Where(group => group.IsOverdue))
        {
            Choices[group.Field] = TriageChoices.Drop;
        }

        return Page();
    }

    /// <summary>Shows what is to be signed.</summary>
    public async Task<IActionResult> OnPostAskAsync(string brake, CancellationToken cancellationToken)
    {
        // What the sender has not put aside yet is decided too.
        await HoldAllAsync(cancellationToken);
        if (!await LoadAsync(brake, cancellationToken))
        {
            return NotFound();
        }

        IsLast = IsComplete();
        return Page();
    }

    /// <summary>Signs it: the brake is released, and the choices are carried out.</summary>
    public async Task<IActionResult> OnPostSignAsync(string brake, CancellationToken cancellationToken)
    {
        await HoldAllAsync(cancellationToken);
        if (!await LoadAsync(brake, cancellationToken))
        {
            return NotFound();
        }

        if (!IsComplete())
        {
            return Page();
        }

        await approvals.SignAsync(Groups.Where(group => Choices[group.Field] == TriageChoices.Send).SelectMany(group => group.Old), isDrop: false, cancellationToken);
        await board.ReleaseAsync(Brake, cancellationToken);
        if (Groups.Count == 0)
        {
            this.Toast(s["Released: {0}.", await words.WhatAsync(Brake)]);
            return Redirect(Url.Content("~/admin/brake"));
        }

        var chosen = Groups.Select(group => (group, Choices[group.Field]));
        var operation = await operations.StartAsync(TriageOperation.Name, TriageOperation.Input(Brake.BrakeId, chosen, time.GetUtcNow().UtcDateTime, change.ActorName), Groups.Sum(group => group.Count));
        return Redirect(Url.Content($"~/admin/operations/{operation}"));
    }

    /// <summary>How many of them meet that choice.</summary>
    public int Count(string choice) => Groups.Where(group => Choices.GetValueOrDefault(group.Field) == choice).Sum(group => group.Count);

    private bool IsComplete()
    {
        foreach (var group in Groups.Where(group => !TriageChoices.All.Contains(Choices.GetValueOrDefault(group.Field) ?? "")))
        {
            ModelState.AddModelError("", s["Choose what becomes of “{0}”.", group.Name.Length > 0 ? group.Name : group.SampleSubject]);
        }

        foreach (var group in Groups.Where(group => group.Old.Count > 0 && Choices.GetValueOrDefault(group.Field) == TriageChoices.Send && !Approved.Contains(group.Field)))
        {
            ModelState.AddModelError("", s["“{0}” was written before: to send it, read it again and tick that it is good as it is.", group.Name.Length > 0 ? group.Name : group.SampleSubject]);
        }

        return ModelState.IsValid;
    }

    private Task HoldAllAsync(CancellationToken cancellationToken) => UnitOfWork.InBackgroundAsync(scopes, services => services.GetRequiredService<BrakeHolder>().HoldAllAsync(() => true, cancellationToken));

    private async Task<bool> LoadAsync(string brake, CancellationToken cancellationToken)
    {
        if (await board.FindAsync(brake, cancellationToken) is not { } found)
        {
            return false;
        }

        (Brake, Groups) = (found, await figures.GroupsAsync(brake, cancellationToken));
        return true;
    }
}
