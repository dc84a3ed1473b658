using System.Security.Cryptography;
using Crm.Contacts.Points;
using Crm.Email.Compose;
using Crm.Email.Mailbox;
using Crm.Email.Settings;
using Crm.Email.Smtp;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Settings;
using Crm.Messaging.Channels;
using Microsoft.Extensions.Localization;

namespace Crm.Email;

/// <summary>Letters as mails: by a mail server, or kept in the mailbox.</summary>
internal sealed class EmailChannel(
    ISiteService sites, IDocumentManager<EmailSecrets> secrets, SecretBox box, Signers signers, ComposeMail compose, ReturnPath returnPath, KeepMails mailbox, SendBySmtp smtp, IStringLocalizer<EmailChannel> s) : IChannel
{
    public string Name => "email";

    public string Title => s["E-mail"];

    public string? AddressOf(ContentItem person) => EmailAddress.Normalize(person.As<ContactPointsPart>()?.Emails.FirstOrDefault()?.Address);

    public string DomainOf(string address) => Domain(address);

    /// <summary>What stands behind the at sign, in small letters; blank for what has none.</summary>
    public static string Domain(string address) => !address.Contains('@') ? "" : address[(address.LastIndexOf('@') + 1)..].ToLowerInvariant();

    public async Task<Handover> HandOverAsync(Letter letter, Func<CancellationToken, Task<bool>> begin, CancellationToken cancellationToken)
    {
        var (site, hidden) = (await sites.GetSiteSettingsAsync(), await secrets.GetOrCreateImmutableAsync());
        var settings = site.As<EmailSettings>();
        var identity = settings.Identity(site);
        try
        {
            var mail = compose.Compose(letter, identity, await returnPath.OfAsync(letter.MessageId, identity.Domain));
            if (settings.Transport == EmailTransport.Mailbox)
            {
                return await mailbox.HandOverAsync(mail, letter, begin, cancellationToken);
            }

            if (settings.Host.Length == 0 || settings.SenderAddress.Length == 0)
            {
                return new Handover(HandoverKind.Later, "", s["The mail server or the sender’s address is not set: see the settings of e-mail."]);
            }

            if (settings.SignsMails)
            {
                signers.Of(settings, hidden, identity.Domain)?.Sign(mail);
            }

            return await smtp.HandOverAsync(mail, new SmtpServer(settings.Host, settings.Port, settings.Security, settings.User, box.Open(hidden.Password)), begin, cancellationToken);
        }
        catch (LetterRefusedException refusal)
        {
            return new Handover(HandoverKind.Refused, refusal.Code, SmtpReply.Shorten(refusal.Message));
        }
        catch (CryptographicException)
        {
            // Before anything was begun: nothing leaves unsigned, or without its password, because a key is lost.
            return new Handover(HandoverKind.Later, "", s["The password or the key of the signature cannot be read any more: give them again in the settings of e-mail."]);
        }
    }
}
