using Crm.Contacts.Lists;
using Crm.Contacts.Rights;
using Crm.Kernel.Content;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Trash;

/// <summary>Moves a contact to the trash and offers to undo it.</summary>
[Right(ContactsPermissions.DeleteOwn)]
internal sealed class TrashContact(IContentManager content, ContactSights sights, IStringLocalizer<TrashContact> s) : PageModel
{
    public IActionResult OnGet() => NotFound();

    public async Task<IActionResult> OnPostAsync(string id)
    {
        if (await content.GetAsync(id, VersionOptions.Latest) is not { } item || TrashedContacts.ListOf(item.ContentType) is not { } list || !await sights.MayAsync(User, item, CommonPermissions.DeleteContent))
        {
            return NotFound();
        }

        await content.RemoveAsync(item);
        this.Toast(s["{0} is in the trash.", (await sights.ForAsync(User, item.ContentType)).Show(item).DisplayText ?? ""], $"~/admin/contacts/{id}/restore");
        return Redirect(Url.Content(list));
    }
}
