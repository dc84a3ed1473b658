using Crm.Contacts.Rights;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Trash;

/// <summary>Brings a contact back from the trash.</summary>
[Right(ContactsPermissions.Delete)]
internal sealed class RestoreContact(IContentManager content, ISession session, IStringLocalizer<RestoreContact> s) : PageModel
{
    public IActionResult OnGet() => NotFound();

    public async Task<IActionResult> OnPostAsync(string id)
    {
        var item = await session.Query<ContentItem, ContentItemIndex>(index => index.ContentItemId == id).FirstOrDefaultAsync();
        if (item is null || TrashedContacts.ListOf(item.ContentType) is not { } list)
        {
            return NotFound();
        }

        await content.RestoreAsync(item);
        this.Toast(s["{0} is back.", item.DisplayText ?? ""]);
        return Redirect(Url.Content($"{list}/{id}"));
    }
}
