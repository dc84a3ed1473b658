using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Operations;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Admin.Operations;

/// <summary>One operation: how far it is, what it left and why; stop, resume, undo.</summary>
[Right("AccessAdminPanel")]
public sealed class ViewOperation(SeenOperations seen, Kernel.Operations.Operations operations, IStringLocalizer<ViewOperation> s) : PageModel
{
    /// <summary>It.</summary>
    public OperationInfo Operation { get; private set; } = null!;

    /// <summary>What was left, by the names this user may see.</summary>
    public IReadOnlyList<LeftItem> Left { get; private set; } = [];

    /// <summary>Whether this user may take it back.</summary>
    public bool MayUndo { get; private set; }

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(string id) => await ReadAsync(id) ? Page() : NotFound();

    /// <summary>How far it is, fetched anew each second.</summary>
    public async Task<IActionResult> OnGetProgressAsync(string id) => await ReadAsync(id) ? Partial("_Progress", this) : NotFound();

    /// <summary>Stops it.</summary>
    public async Task<IActionResult> OnPostCancelAsync(string id)
    {
        if (!await ReadAsync(id))
        {
            return NotFound();
        }

        this.Toast(await operations.CancelAsync(id) ? s["Stopped. What was done until then stays, and can be taken back."] : s["It had ended already."], tone: "info");
        return Back(id);
    }

    /// <summary>Goes on.</summary>
    public async Task<IActionResult> OnPostResumeAsync(string id)
    {
        if (!await ReadAsync(id))
        {
            return NotFound();
        }

        if (!await operations.ResumeAsync(id))
        {
            this.Toast(s["It cannot go on."], tone: "warn");
        }

        return Back(id);
    }

    /// <summary>Takes it back, by an operation of its own.</summary>
    public async Task<IActionResult> OnPostUndoAsync(string id)
    {
        if (!await ReadAsync(id))
        {
            return NotFound();
        }

        if (!MayUndo)
        {
            return Forbid();
        }

        if (await operations.UndoAsync(id) is { } undo)
        {
            return Back(undo);
        }

        this.Toast(s["There is nothing to take back."], tone: "warn");
        return Back(id);
    }

    private RedirectResult Back(string id) => Redirect(Url.Content($"~/admin/operations/{id}"));

    private async Task<bool> ReadAsync(string id)
    {
        if (await seen.FindAsync(User, id) is not { } found)
        {
            return false;
        }

        (Operation, Left, MayUndo) = found;
        return true;
    }
}
