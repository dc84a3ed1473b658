using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Files;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Media.Library;

/// <summary>Another name or folder for a file or folder.</summary>
[Right(MediaPermissions.ManageMediaContent)]
public sealed class MoveMedia(MediaFiles media, IStringLocalizer<MoveMedia> text) : PageModel
{
    /// <summary>Where it is.</summary>
    public string At { get; private set; } = "";

    /// <summary>Its name.</summary>
    [BindProperty]
    public string? Name { get; set; }

    /// <summary>Its folder.</summary>
    [BindProperty]
    public string? Folder { get; set; }

    /// <summary>Where it may go: not into itself.</summary>
    public IEnumerable<SelectListItem> Folders => media.Folders().Where(folder => !MediaPath.IsWithin(folder, At)).Prepend("")
        .Select(folder => new SelectListItem("/" + folder, folder));

    /// <summary>Shows where it is.</summary>
    public IActionResult OnGet(string path)
    {
        (At, Name, Folder) = (path, MediaPath.NameOf(path), MediaPath.FolderOf(path));
        return media.Find(path) is null ? NotFound() : Page();
    }

    /// <summary>Moves it.</summary>
    public IActionResult OnPost(string path)
    {
        At = path;
        var to = MediaPath.Composed(MediaPath.Join(Folder ?? "", (Name ?? "").Trim()));
        try
        {
            media.Move(path, to);
        }
        catch (MediaRefusedException refusal)
        {
            ModelState.AddModelError(nameof(Name), refusal.Message);
            return Page();
        }

        this.Toast(text["“{0}” is now “{1}”.", path, to],
            undo: $"~/admin/media?handler=MoveBack&folder={Uri.EscapeDataString(MediaPath.FolderOf(path))}&from={Uri.EscapeDataString(to)}&to={Uri.EscapeDataString(path)}");
        return LocalRedirect("~/admin/media?folder=" + Uri.EscapeDataString(MediaPath.FolderOf(to)));
    }
}
