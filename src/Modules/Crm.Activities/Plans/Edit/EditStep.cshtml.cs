using Crm.Activities.Plans.Move;
using Crm.Activities.Rights;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Crm.Kernel.Users;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Activities.Plans.Edit;

/// <summary>A step as its form gives it.</summary>
internal sealed class StepForm
{
    public string? Name { get; set; }

    public int? Days { get; set; }

    public int? Length { get; set; } = 1;

    public bool OnWorkingDays { get; set; }

    public bool ReachesPeople { get; set; }

    public List<string> After { get; set; } = [];

    public string? Owner { get; set; }

    public string? Notes { get; set; }

    public static StepForm Of(PlanStep step) => new() { Name = step.Name, Days = step.Days, Length = step.Length, OnWorkingDays = step.OnWorkingDays, ReachesPeople = step.ReachesPeople, After = [.. step.After], Owner = step.Owner, Notes = step.Notes };

    public void Write(PlanStep step)
    {
        (step.Name, step.Days, step.Length, step.OnWorkingDays, step.ReachesPeople) = (Name?.Trim() ?? "", Days, Length ?? 0, OnWorkingDays, ReachesPeople);
        (step.After, step.Owner, step.Notes) = ([.. After.Distinct()], Owner ?? "", Notes?.Trim() ?? "");
    }
}

/// <summary>Writes a step of a plan, changes it or takes it out.</summary>
[Right(ActivitiesPermissions.ManagePlans)]
internal sealed class EditStep(PlanBook book, ChangePlans changes, UserNames names, ISession session, IStringLocalizer<EditStep> s) : PageModel
{
    private PlanPart _plan = new();

    [BindProperty]
    public StepForm Input { get; set; } = new();

    /// <summary>The plan's version the form was opened with.</summary>
    [BindProperty]
    public long Version { get; set; }

    public string Id { get; private set; } = "";

    /// <summary>Null for a new one.</summary>
    public string? Key { get; private set; }

    public string PlanName { get; private set; } = "";

    public string StepName { get; private set; } = "";

    public string LastNotes { get; private set; } = "";

    /// <summary>The other steps.</summary>
    public IReadOnlyList<PlanStep> Others { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Owners { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string id, string? key)
    {
        if (await LoadAsync(id, key) is not { } found)
        {
            return NotFound();
        }

        Version = session.GetVersion(found.Item);
        Input = _plan.Steps.Find(step => step.Key == key) is { } step ? StepForm.Of(step) : Input;
        return Page();
    }

    /// <summary>Stores it.</summary>
    public async Task<IActionResult> OnPostAsync(string id, string? key)
    {
        if (await LoadAsync(id, key) is not { } found)
        {
            return NotFound();
        }

        if (Version != session.GetVersion(found.Item))
        {
            ModelState.AddModelError("", s["Somebody else changed this plan meanwhile. Open it anew; what you wrote is still shown here."]);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var (undo, at) = (changes.UndoOf(found.Item), _plan.Steps.FindIndex(step => step.Key == key));
        var faults = await changes.ChangeAsync(found.Item, part =>
        {
            var step = at < 0 ? new PlanStep { Key = ContentId.New() } : part.Steps[at];
            Input.Write(step);
            if (at < 0)
            {
                part.Steps.Add(step);
            }
        });
        foreach (var (path, message) in faults)
        {
            ModelState.AddModelError($"Input.{path.Split('.')[^1]}", message);
        }

        return faults.Count > 0 ? Page() : Back(key is null ? s["{0} was added.", Input.Name!.Trim()] : s["Saved."], undo);
    }

    /// <summary>Takes it out.</summary>
    public async Task<IActionResult> OnPostDeleteAsync(string id, string? key)
    {
        if (await LoadAsync(id, key) is not { } found || key is null)
        {
            return NotFound();
        }

        var undo = changes.UndoOf(found.Item);
        await changes.ChangeAsync(found.Item, part =>
        {
            part.Steps.RemoveAll(step => step.Key == key);
            part.Steps.ForEach(step => step.After.Remove(key));
        });
        return Back(s["{0} was deleted.", StepName], undo);
    }

    private RedirectResult Back(string said, string undo)
    {
        this.Toast(said, undo);
        return Redirect(Url.Content($"~/admin/plans/{Id}"));
    }

    private async Task<FoundPlan?> LoadAsync(string id, string? key)
    {
        var found = await book.FindAsync(User, id, toChange: true);
        _plan = found?.Item.As<PlanPart>() ?? new PlanPart();
        var step = _plan.Steps.Find(one => one.Key == key);
        if (found is null || (key is not null && step is null))
        {
            return null;
        }

        (Id, Key, PlanName, StepName, LastNotes) = (id, key, found.Name, step?.Name ?? "", step?.LastNotes ?? "");
        (Others, Owners) = ([.. _plan.Steps.Where(one => one.Key != key)], [.. (await names.ChoicesAsync()).Select(user => new SelectListItem(user.ShownName(), user.UserId))]);
        return found;
    }
}
