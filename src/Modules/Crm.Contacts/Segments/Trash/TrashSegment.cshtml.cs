using Crm.Kernel.Content;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Segments.Trash;

/// <summary>Moves a segment to the trash and offers to undo it.</summary>
[Right(SegmentsPermissions.Manage)]
internal sealed class TrashSegment(IContentManager content, Visible visible, IStringLocalizer<TrashSegment> s) : PageModel
{
    public IActionResult OnGet() => NotFound();

    public async Task<IActionResult> OnPostAsync(string id)
    {
        if (await content.GetAsync(id, VersionOptions.Latest) is not { } item || item.ContentType != Segments.ContentType)
        {
            return NotFound();
        }

        await content.RemoveAsync(item);
        this.Toast(s["{0} is in the trash.", (await visible.ForAsync(User)).NameOf(item) ?? ""], $"~/admin/segments/{id}/restore");
        return Redirect(Url.Content("~/admin/segments"));
    }
}
