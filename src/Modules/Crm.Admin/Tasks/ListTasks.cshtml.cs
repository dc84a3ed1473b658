using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Jobs;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Admin.Tasks;

/// <summary>The background tasks: how they stand, switch, reschedule, run now.</summary>
[Right(AdminPermissions.ManageBackgroundTasks)]
public sealed class ListTasks(BackgroundTasks tasks, IStringLocalizer<ListTasks> S) : PageModel
{
    /// <summary>The tasks by title.</summary>
    public IReadOnlyList<BackgroundTaskState> Tasks { get; private set; } = [];

    /// <summary>The task whose schedule is being changed.</summary>
    [FromQuery]
    public string? Edit { get; set; }

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync() => Tasks = await tasks.ListAsync();

    /// <summary>Runs one now, and waits for its end.</summary>
    public async Task<IActionResult> OnPostRunAsync(string name, CancellationToken cancellationToken)
    {
        if (await FindAsync(name) is not { } task)
        {
            return NotFound();
        }

        if (!await tasks.RunNowAsync(name, cancellationToken))
        {
            this.Toast(S["“{0}” is running already.", task.Title], tone: "warn");
            return RedirectToPage();
        }

        var after = await FindAsync(name);
        if (after?.Error is { } error)
        {
            this.Toast(S["“{0}” failed: {1}", task.Title, error], tone: "bad");
        }
        else
        {
            this.Toast(S["“{0}” has run.", task.Title]);
        }

        return RedirectToPage();
    }

    /// <summary>Switches one on or off, and sets its schedule.</summary>
    public async Task<IActionResult> OnPostChangeAsync(string name, bool enable, string? schedule, string? undo)
    {
        if (await FindAsync(name) is not { } before)
        {
            return NotFound();
        }

        if (await tasks.ChangeAsync(name, enable, schedule) is { } fault)
        {
            ModelState.AddModelError("schedule", fault);
            Edit = name;
            Tasks = await tasks.ListAsync();
            return Page();
        }

        var back = $"~/admin/background-tasks?handler=Change&name={Uri.EscapeDataString(name)}&enable={before.Enable}&schedule={Uri.EscapeDataString(before.Schedule == before.DefaultSchedule ? "" : before.Schedule)}&undo=1";
        this.Toast(S["Saved."], undo is null ? back : null);
        return RedirectToPage();
    }

    private async Task<BackgroundTaskState?> FindAsync(string name) => (await tasks.ListAsync()).FirstOrDefault(task => task.Name == name);

    internal static string Words(TimeSpan duration)
        => duration.TotalSeconds < 1 ? $"{duration.TotalMilliseconds:0}\u00a0ms" : duration.TotalMinutes < 2 ? $"{duration.TotalSeconds:0.0}\u00a0s" : $"{duration.TotalMinutes:0}\u00a0min";
}
