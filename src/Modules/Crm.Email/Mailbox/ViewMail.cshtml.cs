using System.Text;
using Crm.Contacts.Duplicates.Merge;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MimeKit;

namespace Crm.Email.Mailbox;

/// <summary>A mail as its reader would have it, with its headers.</summary>
[Right(EmailPermissions.ViewMailbox)]
internal sealed class ViewMail(MailboxList list, MergedInto merged, IStringLocalizer<ViewMail> s) : PageModel
{
    public KeptMail Mail { get; private set; } = null!;

    public string From { get; private set; } = "";

    public string ReplyTo { get; private set; } = "";

    public string To { get; private set; } = "";

    public string Text { get; private set; } = "";

    /// <summary>As they stand in the mail.</summary>
    public string Headers { get; private set; } = "";

    public bool HasHtml { get; private set; }

    /// <summary>Whom it was for, or who they became; blank for a test.</summary>
    public string PersonId { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken)
    {
        if (await list.FindAsync(id, cancellationToken) is not { } mail)
        {
            return NotFound();
        }

        var bytes = await list.BytesAsync(mail, cancellationToken);
        var message = await MimeMessage.LoadAsync(new MemoryStream(bytes), cancellationToken);
        (Mail, From, ReplyTo, To) = (mail, Shown(message.From), Shown(message.ReplyTo), Shown(message.To));
        (Text, HasHtml) = (message.TextBody?.TrimEnd() ?? "", message.HtmlBody is not null);
        var whole = Encoding.UTF8.GetString(bytes);
        Headers = whole[..Math.Max(0, whole.IndexOf("\r\n\r\n", StringComparison.Ordinal))];
        PersonId = mail.PersonId.Length > 0 ? await merged.FindAsync(mail.PersonId, cancellationToken) ?? mail.PersonId : "";
        return Page();
    }

    public async Task<IActionResult> OnPostDeleteAsync(string id, CancellationToken cancellationToken)
    {
        if (await list.FindAsync(id, cancellationToken) is not { } mail)
        {
            return NotFound();
        }

        await list.PlaceAsync(mail, isRemoved: true, cancellationToken);
        this.Toast(s["The mail is in the trash."], undo: $"~/admin/mailbox?handler=Restore&id={id}");
        return Redirect(Url.Content("~/admin/mailbox"));
    }

    private static string Shown(InternetAddressList addresses) => string.Join(", ", addresses.Mailboxes.Select(mailbox => string.IsNullOrEmpty(mailbox.Name) || mailbox.Name == mailbox.Address ? mailbox.Address : $"{mailbox.Name} <{mailbox.Address}>"));
}
