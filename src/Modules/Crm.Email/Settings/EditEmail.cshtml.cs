using System.Security.Cryptography;
using Crm.Email.Smtp;
using Crm.Kernel.Data;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Crm.Kernel.Users;
using Crm.Messaging.Channels;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Email.Settings;

/// <summary>How mails leave, and a letter to try it.</summary>
[Right(EmailPermissions.ManageSettings)]
internal sealed class EditEmail(
    ISiteService sites, IDocumentManager<EmailSecrets> secrets, Signers signers, ChangeEmailSettings change, SendTest test, UserManager<User> users, Kernel.Security.Rights rights, IStringLocalizer<EditEmail> s) : PageModel
{
    [BindProperty]
    public EmailDraft Input { get; set; } = new();

    public IReadOnlyList<SelectListItem> Transports { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Securities { get; private set; } = [];

    public bool HasPassword { get; private set; }

    public bool HasKey { get; private set; }

    /// <summary>What makes the public key known; null while there is no key that can be read.</summary>
    public (string Name, string Value)? Record { get; private set; }

    /// <summary>What became of the test letter.</summary>
    public Handover? Outcome { get; private set; }

    /// <summary>Id of the test letter in the mailbox, for who may read it.</summary>
    public string? TestMail { get; private set; }

    public string OutcomeSentence => Outcome?.Kind switch
    {
        HandoverKind.Accepted when Input.Transport == EmailTransport.Mailbox => s["The letter is kept in the mailbox: nothing leaves."],
        HandoverKind.Accepted => s["The server took the letter: look whether it arrives."],
        HandoverKind.Refused => s["The letter was refused."],
        HandoverKind.Unknown => s["The connection broke in the middle: the letter may arrive or not."],
        _ => s["The letter could not be handed over."],
    };

    public async Task OnGetAsync() => await LoadAsync(fill: true);

    public async Task<IActionResult> OnPostAsync()
    {
        foreach (var (member, sentence) in await change.FaultsAsync(Input))
        {
            ModelState.AddModelError($"Input.{member}", sentence);
        }

        if (!ModelState.IsValid)
        {
            await LoadAsync(fill: false);
            return Page();
        }

        await change.SaveAsync(Input);
        this.Toast(s["Saved."]);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostMakeKeyAsync()
    {
        await change.MakeKeyAsync();
        this.Toast(s["The key is made: put its record into DNS."]);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostTestAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(fill: true);
        if (await users.GetUserAsync(User) is not { Email.Length: > 0 } me)
        {
            this.Toast(s["Your account has no e-mail address."], tone: "warn");
            return RedirectToPage();
        }

        (Outcome, var id) = await test.ToAsync(me.Email, me.ShownName(), cancellationToken);
        TestMail = Outcome.Kind == HandoverKind.Accepted && Input.Transport == EmailTransport.Mailbox && await rights.HoldsAsync(User, EmailPermissions.ViewMailbox) ? id : null;
        return Page();
    }

    private async Task LoadAsync(bool fill)
    {
        var (site, hidden) = (await sites.GetSiteSettingsAsync(), await secrets.GetOrCreateImmutableAsync());
        var settings = site.As<EmailSettings>();
        if (fill)
        {
            // What was sent with a test is not what is shown.
            ModelState.Clear();
            Input = EmailDraft.Of(settings);
        }

        (HasPassword, HasKey) = (hidden.Password.Length > 0, hidden.DkimKey.Length > 0);
        Transports = [new(s["Mailbox of this site"], nameof(EmailTransport.Mailbox)), new(s["Mail server (SMTP)"], nameof(EmailTransport.Smtp))];
        Securities = [new(s["STARTTLS"], nameof(SmtpSecurity.StartTls)), new(s["TLS from the start"], nameof(SmtpSecurity.Tls)), new(s["None, within the house only"], nameof(SmtpSecurity.None))];
        try
        {
            Record = signers.Of(settings, hidden, settings.Identity(site).Domain) is { } signer ? (signer.DnsName, signer.DnsRecord()) : null;
        }
        catch (CryptographicException)
        {
            ModelState.AddModelError("Input.DkimKey", s["The key cannot be read any more: give it again or make a new one."]);
        }
    }
}
