using System.Globalization;
using Crm.Email.Settings;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Email.Mailbox;

/// <summary>The mails that were kept, the newest first.</summary>
[Right(EmailPermissions.ViewMailbox)]
internal sealed class ListMails(MailboxList list, ISiteService sites, Kernel.Security.Rights rights, IStringLocalizer<ListMails> s) : PageModel
{
    private const int PageSize = 50;

    public IReadOnlyList<KeptMail> Mails { get; private set; } = [];

    public string? Q { get; private set; }

    public bool IsTrash { get; private set; }

    public string? Next { get; private set; }

    /// <summary>Whether mails are kept now, and none leaves.</summary>
    public bool IsKeeping { get; private set; }

    public bool MaySet { get; private set; }

    public async Task OnGetAsync(string? q, string? view, long? after, CancellationToken cancellationToken)
    {
        (Q, IsTrash) = (q?.Trim(), view == "trash");
        IsKeeping = (await sites.GetSiteSettingsAsync()).As<EmailSettings>().Transport == EmailTransport.Mailbox;
        MaySet = await rights.HoldsAsync(User, EmailPermissions.ManageSettings);
        var rows = await list.ReadAsync(Q, IsTrash, after, PageSize + 1, cancellationToken);
        Mails = [.. rows.Take(PageSize)];
        Next = rows.Count > PageSize ? Mails[^1].Id.ToString(CultureInfo.InvariantCulture) : null;
    }

    /// <summary>Brings a mail back from the trash.</summary>
    public async Task<IActionResult> OnPostRestoreAsync(string id, CancellationToken cancellationToken)
    {
        if (await list.FindAsync(id, cancellationToken) is not { } mail)
        {
            return NotFound();
        }

        await list.PlaceAsync(mail, isRemoved: false, cancellationToken);
        this.Toast(s["The mail is back."]);
        return Redirect(Url.Content($"~/admin/mailbox/{id}"));
    }
}
