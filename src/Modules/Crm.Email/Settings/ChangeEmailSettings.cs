using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Crm.Contacts.Points;
using Crm.Email.Compose;
using Crm.Email.Smtp;
using Crm.Kernel.Data;
using Crm.Kernel.Settings;
using Microsoft.Extensions.Localization;

namespace Crm.Email.Settings;

/// <summary>What can be done to how mails leave.</summary>
internal sealed partial class ChangeEmailSettings(ISiteService sites, IDocumentManager<EmailSecrets> secrets, SecretBox box, TimeProvider time, IStringLocalizer<ChangeEmailSettings> s)
{
    /// <summary>Why it cannot be stored, by member; none when it can.</summary>
    public async Task<IReadOnlyList<(string Member, string Sentence)>> FaultsAsync(EmailDraft draft)
    {
        var (faults, isSmtp) = (new List<(string, string)>(), draft.Transport == EmailTransport.Smtp);
        var (old, hidden) = ((await sites.GetSiteSettingsAsync()).As<EmailSettings>(), await secrets.GetOrCreateImmutableAsync());
        var wanted = draft.ToSettings();
        if (isSmtp && Uri.CheckHostName(wanted.Host) == UriHostNameType.Unknown)
        {
            faults.Add((nameof(draft.Host), s["Give the name or address of a mail server."]));
        }

        if (draft.Port is < 1 or > 65535)
        {
            faults.Add((nameof(draft.Port), s["A port is a number between 1 and 65535."]));
        }

        // Else whoever may change the server could have the password sent to one of his own.
        if (hidden.Password.Length > 0 && wanted.User.Length > 0 && string.IsNullOrEmpty(draft.Password) && (wanted.Host, wanted.Port, wanted.Security) != (old.Host, old.Port, old.Security))
        {
            faults.Add((nameof(draft.Password), s["Give the password again: it was for another server or another way to it."]));
        }

        AddSenderFaults(draft, wanted, isSmtp, faults);
        AddSignatureFaults(draft, wanted, hidden, faults);
        return faults;
    }

    /// <summary>Stores it. What is secret and blank stays as it is; a password goes with its user.</summary>
    public async Task SaveAsync(EmailDraft draft)
    {
        var settings = draft.ToSettings();
        var site = await sites.LoadSiteSettingsAsync();
        settings.MailFolder = site.As<EmailSettings>().MailFolder; // has a page of its own
        site.Put(settings);
        await sites.UpdateSiteSettingsAsync(site);
        var hidden = await secrets.GetOrCreateMutableAsync();
        hidden.Password = settings.User.Length == 0 ? "" : string.IsNullOrEmpty(draft.Password) ? hidden.Password : box.Close(draft.Password);
        hidden.DkimKey = string.IsNullOrWhiteSpace(draft.DkimKey) ? hidden.DkimKey : box.Close(draft.DkimKey.Trim());
        await secrets.UpdateAsync(hidden);
    }

    /// <summary>Makes a new key, under a name of its own: the former record may stay in DNS for mails that are under way. Nothing is signed with it before somebody says so.</summary>
    public async Task MakeKeyAsync()
    {
        var site = await sites.LoadSiteSettingsAsync();
        var settings = site.As<EmailSettings>();
        var name = "crm" + time.GetUtcNow().ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        (settings.DkimSelector, settings.SignsMails) = (settings.DkimSelector.StartsWith(name, StringComparison.Ordinal) ? settings.DkimSelector + "a" : name, false);
        site.Put(settings);
        await sites.UpdateSiteSettingsAsync(site);
        var hidden = await secrets.GetOrCreateMutableAsync();
        hidden.DkimKey = box.Close(MailSigner.NewKey());
        await secrets.UpdateAsync(hidden);
    }

    private void AddSenderFaults(EmailDraft draft, EmailSettings wanted, bool isSmtp, List<(string Member, string Sentence)> faults)
    {
        if (wanted.SenderAddress.Length == 0 && (isSmtp || !string.IsNullOrWhiteSpace(draft.SenderAddress)))
        {
            faults.Add((nameof(draft.SenderAddress), s["Give the e-mail address that letters come from."]));
        }
        else if (NoReply().IsMatch(wanted.SenderAddress))
        {
            faults.Add((nameof(draft.SenderAddress), s["People answer letters: give an address that somebody reads."]));
        }

        if (wanted.SendingDomain.Length > 0 && EmailAddress.Normalize("x@" + wanted.SendingDomain) is null)
        {
            faults.Add((nameof(draft.SendingDomain), s["“{0}” is no domain.", wanted.SendingDomain]));
        }
        else if (wanted is { SenderAddress.Length: > 0, SendingDomain.Length: > 0 } && !new SendingIdentity(wanted.SendingDomain, "", "").Owns(wanted.SenderAddress))
        {
            faults.Add((nameof(draft.SendingDomain), s["The sender’s address has to be of the sending domain."]));
        }
    }

    private void AddSignatureFaults(EmailDraft draft, EmailSettings wanted, EmailSecrets hidden, List<(string Member, string Sentence)> faults)
    {
        var domain = wanted.SendingDomain.Length > 0 ? wanted.SendingDomain : wanted.SenderAddress[(wanted.SenderAddress.LastIndexOf('@') + 1)..];
        if (wanted.DkimDomain.Length > 0 && domain != wanted.DkimDomain && !domain.EndsWith("." + wanted.DkimDomain, StringComparison.Ordinal))
        {
            faults.Add((nameof(draft.DkimDomain), s["The domain that signs is the sending domain or one above it."]));
        }

        if (wanted.DkimSelector.Length > 0 && !Selector().IsMatch(wanted.DkimSelector))
        {
            faults.Add((nameof(draft.DkimSelector), s["A selector has letters, digits, hyphens and dots."]));
        }

        if (!string.IsNullOrWhiteSpace(draft.DkimKey) && !IsKey(draft.DkimKey))
        {
            faults.Add((nameof(draft.DkimKey), s["This is no RSA private key in PEM of 1024 bits at least."]));
        }
        else if (draft.SignsMails && (wanted.DkimSelector.Length == 0 || (hidden.DkimKey.Length == 0 && string.IsNullOrWhiteSpace(draft.DkimKey))))
        {
            faults.Add((nameof(draft.SignsMails), s["To sign, a selector and a key are needed: make one first."]));
        }
    }

    private static bool IsKey(string pem)
    {
        try
        {
            using var signer = MailSigner.Of("x.example", "x", pem.Trim());
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^(no|do[-_.]?not)[-_.]?reply|^ne[-_.]?pas[-_.]?repondre|^no[-_.]?responder", RegexOptions.IgnoreCase)]
    private static partial Regex NoReply();

    [GeneratedRegex(@"^[A-Za-z0-9]([A-Za-z0-9.-]{0,61}[A-Za-z0-9])?\z")]
    private static partial Regex Selector();
}
