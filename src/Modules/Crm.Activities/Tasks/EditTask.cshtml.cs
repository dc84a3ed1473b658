using Crm.Activities.Recurrence;
using Crm.Activities.Rights;
using Crm.Contacts.Choose;
using Crm.Kernel.Content;
using Crm.Kernel.Display;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Crm.Kernel.Users;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Activities.Tasks;

/// <summary>The form of a new task and of a stored one; a line and a day make one from anywhere.</summary>
[Right(ActivitiesPermissions.EditOwn)]
internal sealed class EditTask(ChangeTasks change, TaskGate gate, ContactChoices contacts, TaskLabels labels, IStringLocalizer<EditTask> s) : PageModel
{
    [BindProperty]
    public TaskForm Input { get; set; } = new();

    /// <summary>Where to go afterwards, within the tenant; the task's page when blank.</summary>
    [BindProperty(SupportsGet = true, Name = "back")]
    public string? Back { get; set; }

    /// <summary>The stored task; null for a new one.</summary>
    public string? Id { get; private set; }

    public ContactChoice? About { get; private set; }

    public IReadOnlyList<SelectListItem> Owners { get; private set; } = [];

    public TaskLabels Labels => labels;

    /// <param name="about">Whom a new task is about.</param>
    /// <param name="due">The day of a new task.</param>
    public async Task<IActionResult> OnGetAsync(string? id, string? about, DateOnly? due)
    {
        if (await FindAsync(id) is not { } stored)
        {
            return NotFound();
        }

        Input = stored.Item is { } item ? TaskForm.Of(TaskDraft.Of((await gate.ForAsync(User)).Show(item))) : new TaskForm { AboutId = about, DueDay = due };
        await LoadAsync();
        return Page();
    }

    /// <summary>Contacts to choose from while typing.</summary>
    public async Task<IActionResult> OnGetFindAsync(string? q, CancellationToken cancellationToken)
        => IsOfStored ? NotFound() : Partial("/Crm.Activities/Tasks/_Found.cshtml", await contacts.FindAsync(User, q, cancellationToken));

    public async Task<IActionResult> OnPostAsync(string? id)
    {
        if (await FindAsync(id) is not { } stored)
        {
            return NotFound();
        }

        var draft = Input.ToDraft();
        if (stored.Item is { } kept)
        {
            draft = KeepHidden(await gate.ForAsync(User), draft, TaskDraft.Of(kept));
        }

        foreach (var (member, sentence) in await change.FaultsAsync(User, draft, stored.Item))
        {
            ModelState.AddModelError(member switch { nameof(TaskDraft.Repeat) => "Input.Rule", nameof(TaskDraft.Owner) or nameof(TaskDraft.AboutId) => "", _ => $"Input.{member}" }, sentence);
        }

        if (!ModelState.IsValid)
        {
            await LoadAsync();
            return Page();
        }

        if (stored.Item is { } item)
        {
            await change.UpdateAsync(User, item, draft);
            this.Toast(s["The task is saved."]);
            return Return(id!);
        }

        var created = await change.CreateAsync(User, draft);
        this.Toast(s["The task is written down."]);
        return Return(created.ContentItemId);
    }

    /// <summary>A task of one line.</summary>
    public async Task<IActionResult> OnPostQuickAsync(string? subject, DateOnly? due, string? about)
    {
        if (IsOfStored)
        {
            return NotFound();
        }

        ModelState.Clear();
        Input = new TaskForm { Subject = subject, DueDay = due, AboutId = about, RemindBefore = due is null ? null : 0 };
        return await OnPostAsync(null);
    }

    // Both of the page's addresses have all its handlers; these two are the new task's.
    private bool IsOfStored => RouteData.Values.ContainsKey("id");

    private RedirectResult Return(string id) => Redirect(Url.IsLocalUrl(Back) ? Back : Url.Content($"~/admin/tasks/{id}"));

    private async Task<Stored?> FindAsync(string? id)
    {
        Id = id;
        return id is null ? new Stored(null) : await gate.FindAsync(User, id, CommonPermissions.EditContent) is { } item ? new Stored(item) : null;
    }

    private async Task LoadAsync()
    {
        var (sight, me) = (await gate.ForAsync(User), User.UserId());
        Owners = [.. (await gate.OwnersAsync(User)).Select(user => new SelectListItem(user.ShownName(), user.UserId))];
        Input.Owner ??= me;
        About = Input.AboutId is { Length: > 0 } about ? (await contacts.OfAsync(User, [about])).GetValueOrDefault(about) : null;
        if (Id is not null)
        {
            ViewData.HideInputs(name => TaskForm.MemberOf(name) is { } member && !sight.CanSee(member));
        }
    }

    // What the form did not show stays as it is.
    private static TaskDraft KeepHidden(TaskSight sight, TaskDraft draft, TaskDraft stored) => draft with
    {
        Subject = sight.CanSee(nameof(TaskPart.Subject)) ? draft.Subject : stored.Subject,
        Notes = sight.CanSee(nameof(TaskPart.Notes)) ? draft.Notes : stored.Notes,
        DueDay = sight.CanSee(nameof(TaskPart.DueDay)) ? draft.DueDay : stored.DueDay,
        DueTime = sight.CanSee(nameof(TaskPart.DueTime)) ? draft.DueTime : stored.DueTime,
        RemindBefore = sight.CanSee(nameof(TaskPart.RemindBefore)) ? draft.RemindBefore : stored.RemindBefore,
        Priority = sight.CanSee(nameof(TaskPart.Priority)) ? draft.Priority : stored.Priority,
        AboutId = sight.Abouts ? draft.AboutId : stored.AboutId,
        Repeat = sight.CanSee(nameof(TaskPart.Repeat)) ? draft.Repeat : stored.Repeat,
        Owner = draft.Owner is { Length: > 0 } ? draft.Owner : stored.Owner,
    };

    private sealed record Stored(ContentItem? Item);
}

/// <summary>What the form holds.</summary>
internal sealed class TaskForm
{
    public string? Subject { get; set; }

    public string? Notes { get; set; }

    public string? Owner { get; set; }

    public DateOnly? DueDay { get; set; }

    public TimeOnly? DueTime { get; set; }

    public int? RemindBefore { get; set; }

    public string? Priority { get; set; } = "normal";

    public string? AboutId { get; set; }

    /// <summary>One of <see cref="RepeatChoices.All"/>.</summary>
    public string? RepeatChoice { get; set; }

    public int RepeatEvery { get; set; } = 1;

    /// <summary>A rule written out.</summary>
    public string? Rule { get; set; }

    public static TaskForm Of(TaskDraft draft)
    {
        var (choice, every) = RepeatChoices.Of(draft.Repeat, draft.DueDay);
        return new TaskForm
        {
            Subject = draft.Subject, Notes = draft.Notes, Owner = draft.Owner, DueDay = draft.DueDay, DueTime = draft.DueTime, RemindBefore = draft.RemindBefore, Priority = draft.Priority,
            AboutId = draft.AboutId, RepeatChoice = choice, RepeatEvery = every, Rule = choice == RepeatChoices.Custom ? draft.Repeat : null,
        };
    }

    public TaskDraft ToDraft() => new()
    {
        Subject = Subject, Notes = Notes, Owner = Owner, DueDay = DueDay, DueTime = DueTime, RemindBefore = RemindBefore, Priority = Priority, AboutId = AboutId,
        Repeat = RepeatChoices.RuleOf(RepeatChoice, RepeatEvery, DueDay, Rule),
    };

    /// <summary>The member of the part that an input shows; null when it shows none.</summary>
    public static string? MemberOf(string name) => name switch
    {
        "Input.RepeatChoice" or "Input.RepeatEvery" or "Input.Rule" => nameof(TaskPart.Repeat),
        "Input.Owner" => null,
        _ => name.StartsWith("Input.", StringComparison.Ordinal) ? name["Input.".Length..] : null,
    };
}
