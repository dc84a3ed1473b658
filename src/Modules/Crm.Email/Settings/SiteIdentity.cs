using Crm.Contacts.Points;
using Crm.Email.Compose;
using Crm.Kernel.Settings;

namespace Crm.Email.Settings;

/// <summary>As whom a site sends, by its settings.</summary>
internal static class SiteIdentity
{
    // Reserved, so that it is nobody's (RFC 2606).
    private const string Nowhere = "site.invalid";

    /// <summary>The sender; a site that says nothing yet sends as its own name from an address that does not exist, which only the mailbox takes.</summary>
    public static SendingIdentity Identity(this EmailSettings settings, SiteSettings site)
    {
        var address = EmailAddress.Normalize(settings.SenderAddress) ?? $"site@{HostOf(site) ?? Nowhere}";
        var domain = settings.SendingDomain.Length > 0 ? settings.SendingDomain.ToLowerInvariant() : address[(address.LastIndexOf('@') + 1)..];
        return new SendingIdentity(domain, settings.SenderName.Length > 0 ? settings.SenderName : site.SiteName, address);
    }

    private static string? HostOf(SiteSettings site)
        => Uri.TryCreate(site.BaseUrl, UriKind.Absolute, out var url) && url.HostNameType == UriHostNameType.Dns && EmailAddress.Normalize($"site@{url.IdnHost}") is not null ? url.IdnHost : null;
}
