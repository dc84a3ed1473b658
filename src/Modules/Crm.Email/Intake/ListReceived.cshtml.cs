using System.Globalization;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Email.Intake;

/// <summary>The mails that nobody could be found for, and those that could not be read.</summary>
[Right(EmailPermissions.HandleIncoming)]
internal sealed class ListReceived(ReceivedList list, Rights rights, IStringLocalizer<ListReceived> s) : PageModel
{
    private const int PageSize = 50;

    public IReadOnlyList<ReceivedMail> Mails { get; private set; } = [];

    /// <summary>"unreadable", "trash", or those that nobody was found for.</summary>
    public string View { get; private set; } = "";

    public string? Next { get; private set; }

    /// <summary>How many stand where.</summary>
    public IReadOnlyDictionary<string, int> Counts { get; private set; } = new Dictionary<string, int>();

    public bool MaySet { get; private set; }

    public async Task OnGetAsync(string? view, long? after, CancellationToken cancellationToken)
    {
        View = view is "unreadable" or "trash" ? view : "";
        var rows = await list.ReadAsync(View == "unreadable" ? MailOutcomes.Unreadable : MailOutcomes.Nobody, View == "trash", after, PageSize + 1, cancellationToken);
        Mails = [.. rows.Take(PageSize)];
        Next = rows.Count > PageSize ? Mails[^1].Id.ToString(CultureInfo.InvariantCulture) : null;
        Counts = await list.CountAsync(cancellationToken);
        MaySet = await rights.HoldsAsync(User, EmailPermissions.ManageSettings);
    }

    /// <summary>Brings a mail back from the trash.</summary>
    public async Task<IActionResult> OnPostRestoreAsync(string received, CancellationToken cancellationToken)
    {
        if (await list.FindAsync(received, cancellationToken) is not { } mail)
        {
            return NotFound();
        }

        await list.PlaceAsync(mail, isRemoved: false, cancellationToken);
        this.Toast(s["The mail is back."]);
        return Redirect(Url.Content($"~/admin/mail-in/{received}"));
    }
}
