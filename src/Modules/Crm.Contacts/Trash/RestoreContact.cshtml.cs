using Crm.Contacts.Lists;
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
[Right(ContactsPermissions.DeleteOwn)]
internal sealed class RestoreContact(IContentManager content, ISession session, ContactSights sights, IStringLocalizer<RestoreContact> s) : PageModel
{
    public IActionResult OnGet() => NotFound();

    public async Task<IActionResult> OnPostAsync(string id)
    {
        var item = await session.Query<ContentItem, ContentItemIndex>(index => index.ContentItemId == id).FirstOrDefaultAsync();
        if (item is null || TrashedContacts.ListOf(item.ContentType) is not { } list || !await sights.MayAsync(User, item, CommonPermissions.DeleteContent))
        {
            return NotFound();
        }

        if (item is { Latest: false, Published: false })
        {
            await content.RestoreAsync(item);
        }

        this.Toast(s["{0} is back.", (await sights.ForAsync(User, item.ContentType)).Show(item).DisplayText ?? ""]);
        return Redirect(Url.Content($"{list}/{id}"));
    }
}
