using Crm.Audit.Saves;
using Crm.Kernel.Data;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Audit.Batches;

/// <summary>A bulk act or import: what it did, and undoing all of it.</summary>
[Right(AuditPermissions.ViewAudit)]
public sealed class ViewBatchModel(BatchOfSaves batches, SavedPast past, Rights rights, BatchRights mayUndo, WayBack back, IStringLocalizer<ViewBatchModel> s) : PageModel
{
    /// <summary>What it did.</summary>
    public BatchCounts Counts { get; private set; } = new();

    /// <summary>Its last saves.</summary>
    public IReadOnlyList<SaveLine> Lines { get; private set; } = [];

    /// <summary>Whether the user may undo it.</summary>
    public bool MayUndo { get; private set; }

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(string batchId, CancellationToken cancellationToken)
    {
        Counts = await batches.CountAsync(batchId, cancellationToken);
        Lines = await past.ListAsync(new HistoryFilter(BatchId: batchId), 20, long.MaxValue, User);
        MayUndo = await rights.HoldsAsync(User, AuditPermissions.RestoreVersions) && await mayUndo.MayUndoAsync(User, batchId);
        return Counts.Saves == 0 ? NotFound() : Page();
    }

    /// <summary>Undoes it; records changed since are left.</summary>
    [Right(AuditPermissions.RestoreVersions)]
    public async Task<IActionResult> OnPostAsync(string batchId, CancellationToken cancellationToken)
    {
        Counts = await batches.CountAsync(batchId, cancellationToken);
        if (Counts.Saves == 0)
        {
            return NotFound();
        }

        if (await back.UndoBatchAsync(batchId, User) is not { } left)
        {
            return Forbid();
        }

        this.Toast(left.Count == 0
            ? s["The batch was undone."]
            : s["The batch was undone, but for {0} records that were changed since: they stay as they are.", left.Count]);
        return Redirect($"~/admin/audit/batch/{Uri.EscapeDataString(batchId)}");
    }
}
