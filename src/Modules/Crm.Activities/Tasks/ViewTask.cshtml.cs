using Crm.Activities.Rights;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Crm.Kernel.Users;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Activities.Tasks;

/// <summary>A task's page, and the acts on it: done, opened again, acknowledged, put off, deleted.</summary>
[Right(ActivitiesPermissions.ViewOwn)]
internal sealed class ViewTask(
    ChangeTasks change, TaskGate gate, TaskLines lines, UserNames names, IContentManager content, ISession session, TaskLabels labels, IStringLocalizer<ViewTask> s) : PageModel
{
    private IReadOnlyDictionary<string, string> _names = new Dictionary<string, string>();

    public ContentItem Item { get; private set; } = null!;

    public TaskPart Task { get; private set; } = null!;

    public TaskLine Line { get; private set; } = null!;

    public bool MayEdit => Line.MayEdit;

    public bool MayDelete { get; private set; }

    /// <summary>Whether somebody gave it to the reader, who has not said that it is seen to.</summary>
    public bool AwaitsMe { get; private set; }

    public TaskLabels Labels => labels;

    public string NameOf(string userId) => _names.GetValueOrDefault(userId, "");

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (await gate.FindAsync(User, id) is not { } stored)
        {
            return NotFound();
        }

        var sight = await gate.ForAsync(User);
        (Item, MayDelete) = (sight.Show(stored), await gate.MayAsync(User, stored, CommonPermissions.DeleteContent));
        Task = Item.As<TaskPart>() ?? new TaskPart();
        AwaitsMe = stored.Owner == User.UserId() && Task.AwaitsAcknowledgement(stored.Owner);
        _names = await names.OfAsync(new[] { Task.AssignedBy, Task.DoneBy }.Concat(Task.Snoozes.Select(snooze => snooze.By)).Where(one => one.Length > 0));
        Line = (await lines.OfAsync(User, [sight.Show(TaskIndexes.Row(stored, stored.As<TaskPart>() ?? new TaskPart()))]))[0];
        return Page();
    }

    public Task<IActionResult> OnPostDoneAsync(string id, string? back)
        => ActAsync(id, back, item => change.DoAsync(User, item), s["Done."], $"~/admin/tasks/{id}?handler=Reopen&back={Uri.EscapeDataString(Target(back, id))}");

    public Task<IActionResult> OnPostReopenAsync(string id, string? back) => ActAsync(id, back, change.ReopenAsync, s["The task is open again."]);

    public Task<IActionResult> OnPostAcknowledgeAsync(string id, string? back) => ActAsync(id, back, item => change.AcknowledgeAsync(User, item), s["They will see that you take care of it."]);

    /// <param name="until">"hour", "tomorrow" or "week".</param>
    public Task<IActionResult> OnPostSnoozeAsync(string id, string? until, string? back) => ActAsync(id, back, item => change.SnoozeAsync(User, item, until ?? "tomorrow"), s["You are reminded again later."]);

    [Right(ActivitiesPermissions.DeleteOwn)]
    public async Task<IActionResult> OnPostDeleteAsync(string id)
    {
        if (await gate.FindAsync(User, id, CommonPermissions.DeleteContent) is not { } item)
        {
            return NotFound();
        }

        await content.RemoveAsync(item);
        this.Toast(s["The task is in the trash."], $"~/admin/tasks/{id}?handler=Restore");
        return Redirect(Url.Content("~/admin/tasks"));
    }

    [Right(ActivitiesPermissions.DeleteOwn)]
    public async Task<IActionResult> OnPostRestoreAsync(string id)
    {
        if (await session.Query<ContentItem, ContentItemIndex>(index => index.ContentItemId == id).FirstOrDefaultAsync() is not { ContentType: ActivityTypes.Task } item
            || !await gate.MayAsync(User, item, CommonPermissions.DeleteContent))
        {
            return NotFound();
        }

        if (item is { Latest: false, Published: false })
        {
            await content.RestoreAsync(item);
        }

        this.Toast(s["The task is back."]);
        return Redirect(Url.Content($"~/admin/tasks/{id}"));
    }

    private async Task<IActionResult> ActAsync(string id, string? back, Func<ContentItem, Task> act, string said, string? undo = null)
    {
        if (await gate.FindAsync(User, id, CommonPermissions.EditContent) is not { } item)
        {
            return NotFound();
        }

        await act(item);
        this.Toast(said, undo);
        return Redirect(Target(back, id));
    }

    private string Target(string? back, string id) => Url.IsLocalUrl(back) ? back : Url.Content($"~/admin/tasks/{id}");
}
