using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Files;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Media.Trash;

/// <summary>Deleted media, and the way back.</summary>
[Right(MediaPermissions.ManageMediaContent)]
public sealed class ListTrash(MediaTrash trash, IStringLocalizer<ListTrash> text) : PageModel
{
    /// <summary>What is in the trash.</summary>
    public IReadOnlyList<TrashedMedia> Trashed { get; private set; } = [];

    /// <summary>Shows it.</summary>
    public void OnGet() => Trashed = trash.List();

    /// <summary>Brings one back.</summary>
    public IActionResult OnPostRestore(string id)
    {
        try
        {
            this.Toast(text["“{0}” is back.", trash.Restore(id)]);
        }
        catch (MediaRefusedException refusal)
        {
            this.Toast(refusal.Message, tone: "bad");
        }

        return RedirectToPage();
    }
}
