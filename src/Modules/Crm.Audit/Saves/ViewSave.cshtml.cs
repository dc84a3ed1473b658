using Crm.Kernel.Data;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Audit.Saves;

/// <summary>One save: what it changed, and the way back.</summary>
[Right(AuditPermissions.ViewAudit)]
public sealed class ViewSaveModel(SavedPast past, WayBack back, Rights rights, IStringLocalizer<ViewSaveModel> s) : PageModel
{
    internal SaveView Save { get; private set; } = null!;

    /// <summary>Whether the user may undo and restore here.</summary>
    public bool MayRestore { get; private set; }

    /// <summary>Shows the save.</summary>
    public async Task<IActionResult> OnGetAsync(long id) => await LoadAsync(id) ? Page() : NotFound();

    /// <summary>Undoes it.</summary>
    [Right(AuditPermissions.RestoreVersions)]
    public Task<IActionResult> OnPostUndoAsync(long id) => GoBackAsync(id, back.UndoAsync, s["Undone. Later changes to other fields were kept."]);

    /// <summary>Puts the version back.</summary>
    [Right(AuditPermissions.RestoreVersions)]
    public Task<IActionResult> OnPostRestoreAsync(long id) => GoBackAsync(id, back.RestoreAsync, s["The version was put back."]);

    private async Task<IActionResult> GoBackAsync(long id, Func<HistoryEntry, System.Security.Claims.ClaimsPrincipal, Task<string?>> act, string done)
    {
        if (await past.FindAsync(id, User) is not { } entry)
        {
            return NotFound();
        }

        if (await act(entry, User) is { } refusal)
        {
            ModelState.AddModelError("", refusal);
            await LoadAsync(id);
            return Page();
        }

        this.Toast(done);
        return Redirect(entry.ItemId is { } item ? $"~/admin/audit/record/{item}" : "~/admin/audit");
    }

    private async Task<bool> LoadAsync(long id)
    {
        if (await past.ReadAsync(id, User) is not { } save)
        {
            return false;
        }

        Save = save;
        MayRestore = await rights.HoldsAsync(User, AuditPermissions.RestoreVersions) && await back.RefusalAsync(save.Entry, User) is null;
        return true;
    }
}
