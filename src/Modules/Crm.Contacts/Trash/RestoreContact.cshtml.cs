using Crm.Contacts.Lists;
using Crm.Contacts.Rights;
using Crm.Kernel.Content;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Trash;

/// <summary>Brings a contact back from the trash; one that is back already is shown.</summary>
[Right(ContactsPermissions.DeleteOwn)]
internal sealed class RestoreContact(IContentManager content, TrashedContacts trash, ContactSights sights, IStringLocalizer<RestoreContact> s) : PageModel
{
    public IActionResult OnGet() => NotFound();

    public async Task<IActionResult> OnPostAsync(string id)
    {
        var trashed = await trash.FindAsync(User, id);
        var item = trashed ?? await content.GetAsync(id, VersionOptions.Latest);
        if (item is null || TrashedContacts.ListOf(item.ContentType) is not { } list || !await sights.MayAsync(User, item, CommonPermissions.DeleteContent))
        {
            return NotFound();
        }

        if (trashed is not null)
        {
            await content.RestoreAsync(trashed);
        }

        this.Toast(s["{0} is back.", (await sights.ForAsync(User, item.ContentType)).Show(item).DisplayText ?? ""]);
        return Redirect(Url.Content($"{list}/{id}"));
    }
}
