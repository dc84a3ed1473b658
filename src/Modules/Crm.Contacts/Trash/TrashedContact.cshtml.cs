using Crm.Contacts.Lists;
using Crm.Contacts.Rights;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Trash;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Contacts.Trash;

/// <summary>What stands in the place of a contact that lies in the trash: who put it there, when, and the way back.</summary>
[Right(ContactsPermissions.DeleteOwn)]
internal sealed class TrashedContact(TrashedContacts trash, ContactSights sights) : PageModel
{
    public string Id { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>The list of its type, app-relative.</summary>
    public string List { get; private set; } = "";

    public TrashPart Removed { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (await trash.FindAsync(User, id) is not { } item)
        {
            return NotFound();
        }

        (Id, List, Removed) = (id, TrashedContacts.ListOf(item.ContentType)!, item.As<TrashPart>()!);
        Name = (await sights.ForAsync(User, item.ContentType)).Show(item).DisplayText ?? "";
        return Page();
    }
}
