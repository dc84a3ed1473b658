using System.Net;
using Microsoft.Extensions.Configuration;

namespace Crm.Webhooks.Send;

/// <summary>Why an address is refused.</summary>
internal enum AddressFault
{
    /// <summary>No absolute address, or too long.</summary>
    Malformed,

    /// <summary>Not https.</summary>
    NotSecure,

    /// <summary>It holds a user name or password.</summary>
    Credentials,

    /// <summary>It names a private address.</summary>
    Private,
}

/// <summary>
/// Where webhooks may lead. A host whose setting <c>Webhooks:AllowPrivateNetworks</c> is true lets them into private networks, and over http to the machine itself; it is a setting of the
/// host, which no tenant can change.
/// </summary>
internal sealed class AddressRules(IConfiguration host)
{
    private const int Longest = 2000;

    /// <summary>Whether private networks may be reached.</summary>
    public bool AllowsPrivate { get; } = host.GetValue("Webhooks:AllowPrivateNetworks", false);

    /// <summary>Why that address may not be used, as far as it tells by itself; null when it may. Where its name leads is seen when it is connected to.</summary>
    public AddressFault? Fault(string? address)
    {
        if (address is null || address.Length > Longest || !Uri.TryCreate(address.Trim(), UriKind.Absolute, out var uri) || uri.Host.Length == 0)
        {
            return AddressFault.Malformed;
        }

        if (uri.Scheme != Uri.UriSchemeHttps && !(uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback && AllowsPrivate))
        {
            return AddressFault.NotSecure;
        }

        if (uri.UserInfo.Length > 0)
        {
            return AddressFault.Credentials;
        }

        return (uri.IsLoopback && !AllowsPrivate) || (IPAddress.TryParse(uri.DnsSafeHost, out var ip) && !Allows(ip)) ? AddressFault.Private : null;
    }

    /// <summary>Whether that machine may be connected to.</summary>
    public bool Allows(IPAddress ip) => AllowsPrivate || PublicAddress.Is(ip);
}
