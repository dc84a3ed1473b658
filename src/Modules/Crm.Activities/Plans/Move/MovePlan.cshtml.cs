using Crm.Activities.Rights;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Activities.Plans.Move;

/// <summary>Moves a plan's target: shows each step's old and new days first, what clashes, what is late, what stays; then saves it as one change that can be undone.</summary>
[Right(ActivitiesPermissions.ManagePlans)]
internal sealed class MovePlan(PlanBook book, ChangePlans changes, PlanWords words, ISession session, IStringLocalizer<MovePlan> s) : PageModel
{
    public PlanWords Words => words;

    public string Id { get; private set; } = "";

    public FoundPlan Plan { get; private set; } = null!;

    /// <summary>By the plan's clock.</summary>
    [BindProperty(SupportsGet = true)]
    public DateTime? To { get; set; }

    /// <summary>The version the preview was made of.</summary>
    public long Version { get; private set; }

    /// <summary>What it would do; null before a day is chosen.</summary>
    public PlanMove? Move { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken))
        {
            return NotFound();
        }

        To ??= Plan.Part.Target;
        return Page();
    }

    /// <summary>Saves it.</summary>
    public async Task<IActionResult> OnPostAsync(string id, long version, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken) || To is not { } to)
        {
            return NotFound();
        }

        if (version != Version)
        {
            ModelState.AddModelError("", s["The plan was changed meanwhile: this is what the move does now."]);
            return Page();
        }

        var undo = changes.UndoOf(Plan.Item);
        if (await changes.ChangeAsync(Plan.Item, part => part.Target = to) is { Count: > 0 } faults)
        {
            faults.ToList().ForEach(fault => ModelState.AddModelError("", fault.Message));
            return Page();
        }

        this.Toast(s["{0} counts back from {1} now.", Plan.Name, PlanWords.Day(DateOnly.FromDateTime(to))], undo);
        return Redirect(Url.Content($"~/admin/plans/{id}"));
    }

    private async Task<bool> LoadAsync(string id, CancellationToken cancellationToken)
    {
        if (await book.FindAsync(User, id, toChange: true) is not { } found || await book.ScheduleAsync(User, found.Part, cancellationToken) is not { } old)
        {
            return false;
        }

        (Id, Plan, Version) = (id, found, session.GetVersion(found.Item));
        if (To is { Year: >= 2000 and <= 2199 } to && to != found.Part.Target)
        {
            var part = new PlanPart { Target = to, Zone = found.Part.Zone, Openings = found.Part.Openings, Steps = found.Part.Steps };
            Move = await book.ScheduleAsync(User, part, cancellationToken) is { } moved ? new PlanMove(old, moved) : null;
        }

        return true;
    }
}
