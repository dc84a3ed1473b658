using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Localization;
using Crm.Kernel.Notifications;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Users.Notifications;

/// <summary>One's own notifications, newest first.</summary>
[SignedIn]
public sealed class ListNotifications(Kernel.Notifications.Notifications notifications, IStringLocalizer<ListNotifications> s) : PageModel
{
    private const int Size = 50;

    /// <summary>Whether those are shown too that were read.</summary>
    [BindProperty(SupportsGet = true)]
    public bool All { get; set; }

    /// <summary>The notifications with what is shown of each; null for one whose record is gone.</summary>
    public IReadOnlyList<(Notification Row, ShownNotification? Shown)> Rows { get; private set; } = [];

    /// <summary>The number before which the next page begins.</summary>
    public long? Older { get; private set; }

    /// <summary>Lists them.</summary>
    public async Task OnGetAsync(long? before, CancellationToken cancellationToken)
    {
        var rows = await notifications.ListAsync(User, !All, before, Size + 1, cancellationToken);
        Rows = [.. rows.Take(Size)];
        Older = rows.Count > Size ? Rows[^1].Row.Id : null;
    }

    /// <summary>Marks one as read and goes to what it is about.</summary>
    public async Task<IActionResult> OnPostOpenAsync(long id, CancellationToken cancellationToken)
    {
        if (await notifications.FindAsync(User, id) is not { } row)
        {
            return NotFound();
        }

        await notifications.ReadAsync(User, id);
        return Redirect(Url.Content("~" + ((await notifications.ShowAsync(User, row, cancellationToken))?.Address ?? "/admin/notifications")));
    }

    /// <summary>Marks one as read, or all.</summary>
    public async Task<IActionResult> OnPostReadAsync(long? id)
    {
        var read = await notifications.ReadAsync(User, id);
        this.Toast(s.Plural(read, "1 notification marked as read.", "{0} notifications marked as read."));
        return RedirectToPage();
    }
}
