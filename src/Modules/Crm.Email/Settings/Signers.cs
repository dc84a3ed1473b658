using Crm.Email.Smtp;

namespace Crm.Email.Settings;

/// <summary>The one signer of the tenant, made again when its settings change. A singleton: its key is made once for all mails.</summary>
internal sealed class Signers(SecretBox box)
{
    private readonly Lock _lock = new();
    private (string Domain, string Selector, string Stored) _of;
    private MailSigner? _signer;

    /// <summary>Null while there is no key.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The key cannot be read.</exception>
    public MailSigner? Of(EmailSettings settings, EmailSecrets secrets, string sendingDomain)
    {
        if (settings.DkimSelector.Length == 0 || secrets.DkimKey.Length == 0)
        {
            return null;
        }

        var asked = (settings.DkimDomain.Length > 0 ? settings.DkimDomain : sendingDomain, settings.DkimSelector, secrets.DkimKey);
        lock (_lock)
        {
            // The former one may still be signing: it is left to the collector.
            if (_signer is null || _of != asked)
            {
                (_signer, _of) = (MailSigner.Of(asked.Item1, settings.DkimSelector, box.Open(secrets.DkimKey)), asked);
            }

            return _signer;
        }
    }
}
