using Crm.Activities.Plans.Move;
using Crm.Activities.Plans.Schedule;
using Crm.Activities.Rights;
using Crm.Kernel.Content;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Crm.Kernel.Users;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Activities.Plans.View;

/// <summary>A plan: how far its target is, its steps on their days, what is late and what clashes.</summary>
[Right(ActivitiesPermissions.ViewPlans)]
internal sealed class ViewPlan(PlanBook book, ChangePlans changes, PlanWords words, UserNames users, Kernel.Security.Rights rights, IStringLocalizer<ViewPlan> s) : PageModel
{
    private IReadOnlyDictionary<string, string> _owners = new Dictionary<string, string>();

    public PlanWords Words => words;

    public string Id { get; private set; } = "";

    public FoundPlan Plan { get; private set; } = null!;

    /// <summary>Null for who may not see what it counts back from.</summary>
    public PlanToday? Days { get; private set; }

    /// <summary>The first to be done first.</summary>
    public IReadOnlyList<ScheduledStep> Steps { get; private set; } = [];

    /// <summary>The plan of the season before.</summary>
    public (string Id, string Name)? Before { get; private set; }

    public bool MayManage { get; private set; }

    /// <summary>Names of steps by their keys.</summary>
    public IEnumerable<string> NamesOf(IEnumerable<string> keys) => keys.Select(key => Plan.Part.Steps.Find(step => step.Key == key)?.Name).OfType<string>();

    /// <summary>Who does a step; blank for nobody yet.</summary>
    public string OwnerOf(PlanStep step) => _owners.GetValueOrDefault(step.Owner) ?? "";

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken) => await LoadAsync(id, cancellationToken) ? Page() : NotFound();

    /// <summary>Notes that a step was done today.</summary>
    public Task<IActionResult> OnPostDoneAsync(string id, string? key, CancellationToken cancellationToken) => StepAsync(id, key, (step, day) => step.Step.DoneOn = day, s["Done."], cancellationToken);

    /// <summary>Opens a step again.</summary>
    public Task<IActionResult> OnPostReopenAsync(string id, string? key, CancellationToken cancellationToken) => StepAsync(id, key, (step, _) => step.Step.DoneOn = null, s["It is open again."], cancellationToken);

    /// <summary>Leaves a step on its day, whatever becomes of the target.</summary>
    public Task<IActionResult> OnPostLockAsync(string id, string? key, CancellationToken cancellationToken) => StepAsync(id, key, (step, _) => step.Step.LockedOn = step.Finish, s["It stays on its day now."], cancellationToken);

    /// <summary>Lets a step move along again.</summary>
    public Task<IActionResult> OnPostUnlockAsync(string id, string? key, CancellationToken cancellationToken) => StepAsync(id, key, (step, _) => step.Step.LockedOn = null, s["It moves along again."], cancellationToken);

    /// <summary>Makes the next season's plan of it.</summary>
    public async Task<IActionResult> OnPostNextAsync(string id)
    {
        if (!await rights.HoldsAsync(User, ActivitiesPermissions.ManagePlans) || await book.FindAsync(User, id, toChange: true) is not { } found)
        {
            return NotFound();
        }

        var name = s["{0}, next season", found.Name].Value;
        var next = await changes.NextSeasonAsync(found.Item, name.Length <= PlanHandler.MostName ? name : name[..PlanHandler.MostName]);
        this.Toast(s["The next season’s plan: what was noted stands with its steps."], $"~/admin/plans/{next.ContentItemId}/delete");
        return Redirect(Url.Content($"~/admin/plans/{next.ContentItemId}"));
    }

    private async Task<IActionResult> StepAsync(string id, string? key, Action<ScheduledStep, DateOnly> change, string said, CancellationToken cancellationToken)
    {
        if (await book.FindAsync(User, id, toChange: true) is not { } found || await book.ScheduleAsync(User, found.Item.As<PlanPart>()!, cancellationToken) is not { } days || days.Steps.All(step => step.Step.Key != key))
        {
            return NotFound();
        }

        var undo = changes.UndoOf(found.Item);
        var faults = await changes.ChangeAsync(found.Item, part => change(days.Steps.First(step => step.Step.Key == key) with { Step = part.Steps.First(step => step.Key == key) }, days.Today));
        this.Toast(faults.Count > 0 ? faults[0].Message : said, faults.Count > 0 ? null : undo, faults.Count > 0 ? "warn" : "good");
        return Redirect(Url.Content($"~/admin/plans/{id}"));
    }

    private async Task<bool> LoadAsync(string id, CancellationToken cancellationToken)
    {
        if (await book.FindAsync(User, id) is not { } found)
        {
            return false;
        }

        (Id, Plan, MayManage) = (id, found, await rights.HoldsAsync(User, ActivitiesPermissions.ManagePlans));
        Days = await book.ScheduleAsync(User, found.Part, cancellationToken);
        Steps = [.. (Days?.Steps ?? []).OrderBy(step => step.Finish).ThenBy(step => step.Start)];
        _owners = await users.OfAsync(found.Part.Steps.Select(step => step.Owner).Where(owner => owner.Length > 0));
        Before = found.Part.Before is { } before && await book.FindAsync(User, before) is { } last ? (before, last.Name) : null;
        return true;
    }
}
