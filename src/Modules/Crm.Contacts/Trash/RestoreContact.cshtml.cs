using Crm.Contacts.Lists;
using Crm.Contacts.Rights;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Trash;

/// <summary>Brings a contact back from the trash; one that is back already is shown.</summary>
[Right(ContactsPermissions.DeleteOwn)]
internal sealed class RestoreContact(TrashedContacts trash, ContactSights sights, IStringLocalizer<RestoreContact> s) : PageModel
{
    public IActionResult OnGet() => NotFound();

    public async Task<IActionResult> OnPostAsync(string id)
    {
        if (await trash.RestoreAsync(User, id) is not { } item)
        {
            return NotFound();
        }

        this.Toast(s["{0} is back.", (await sights.ForAsync(User, item.ContentType)).Show(item).DisplayText ?? ""]);
        return Redirect(Url.Content($"{TrashedContacts.ListOf(item.ContentType)}/{id}"));
    }
}
