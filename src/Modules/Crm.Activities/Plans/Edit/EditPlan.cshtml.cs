using System.Globalization;
using Crm.Activities.Plans.Move;
using Crm.Activities.Rights;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Data;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Activities.Plans.Edit;

/// <summary>A plan as its form gives it.</summary>
internal sealed class PlanForm
{
    public string? Name { get; set; }

    /// <summary>Of a new plan alone: an old one is moved, which shows first what it does.</summary>
    public DateTime? Target { get; set; }

    public string? Zone { get; set; }

    public string? Purpose { get; set; }

    /// <summary>Days, one a line.</summary>
    public string? Openings { get; set; }
}

/// <summary>Writes a plan, or changes its name, place and calendar.</summary>
[Right(ActivitiesPermissions.ManagePlans)]
internal sealed class EditPlan(PlanBook book, ChangePlans changes, IContentManager content, ISession session, IStringLocalizer<EditPlan> s) : PageModel
{
    [BindProperty]
    public PlanForm Input { get; set; } = new();

    /// <summary>The version the form was opened with.</summary>
    [BindProperty]
    public long Version { get; set; }

    public string? Id { get; private set; }

    public string Name { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(string? id)
    {
        if (id is null)
        {
            return Page();
        }

        if (await book.FindAsync(User, id, toChange: true) is not { } found)
        {
            return NotFound();
        }

        (Id, Name, Version) = (id, found.Name, session.GetVersion(found.Item));
        var plan = found.Item.As<PlanPart>() ?? new PlanPart();
        Input = new PlanForm { Name = found.Item.DisplayText, Zone = plan.Zone, Purpose = plan.Purpose, Openings = string.Join('\n', plan.Openings.Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))) };
        return Page();
    }

    /// <summary>Stores it.</summary>
    public async Task<IActionResult> OnPostAsync(string? id)
    {
        var found = id is null ? null : await book.FindAsync(User, id, toChange: true);
        if (id is not null && found is null)
        {
            return NotFound();
        }

        (Id, Name) = (id, found?.Name ?? "");
        var openings = new List<DateOnly>();
        foreach (var line in (Input.Openings ?? "").Split(['\n', '\r', ',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (DateOnly.TryParseExact(line, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                openings.Add(day);
            }
            else
            {
                ModelState.AddModelError("Input.Openings", s["“{0}” is no day such as 2026-12-19.", line]);
            }
        }

        if (found is not null && Version != session.GetVersion(found.Item))
        {
            ModelState.AddModelError("", s["Somebody else changed this plan meanwhile. Open it anew; what you wrote is still shown here."]);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        return found is null ? await CreateAsync(openings) : await ChangeAsync(found, openings);
    }

    private async Task<IActionResult> CreateAsync(List<DateOnly> openings)
    {
        var item = await content.NewAsync(ActivityTypes.Plan);
        item.Alter<TitlePart>(part => part.Title = Input.Name?.Trim());
        item.Alter<PlanPart>(part =>
        {
            part.Target = Input.Target ?? default;
            Write(part, openings);
        });
        if ((await content.ValidateAsync(item)).Errors is { Count: > 0 } faults)
        {
            session.Detach(item);
            return Refused(faults.Select(fault => (fault.Path, fault.Message)));
        }

        await content.CreateAsync(item);
        this.Toast(s["{0} was added.", Input.Name!.Trim()]);
        return Redirect(Url.Content($"~/admin/plans/{item.ContentItemId}"));
    }

    private async Task<IActionResult> ChangeAsync(FoundPlan found, List<DateOnly> openings)
    {
        var undo = changes.UndoOf(found.Item);
        if (await changes.ChangeAsync(found.Item, part => Write(part, openings), Input.Name?.Trim() ?? "") is { Count: > 0 } faults)
        {
            return Refused(faults);
        }

        this.Toast(s["Saved."], undo);
        return Redirect(Url.Content($"~/admin/plans/{Id}"));
    }

    private void Write(PlanPart part, List<DateOnly> openings) => (part.Zone, part.Purpose, part.Openings) = (Input.Zone?.Trim() ?? "", Input.Purpose?.Trim() ?? "", [.. openings.Distinct().Order()]);

    private PageResult Refused(IEnumerable<(string Path, string Message)> faults)
    {
        foreach (var (path, message) in faults)
        {
            ModelState.AddModelError(path switch { "TitlePart.Title" => "Input.Name", "" => "", _ => $"Input.{path.Split('.')[^1]}" }, message);
        }

        return Page();
    }
}
