using System.Net;
using System.Net.Sockets;

namespace Crm.Webhooks.Send;

/// <summary>
/// Tells addresses of the public internet from all others: those the IANA special-purpose registries (RFC 6890) keep for private, shared, local, documentation, test and multicast use,
/// among them where clouds serve their metadata.
/// </summary>
internal static class PublicAddress
{
    private static readonly IPNetwork[] s_special4 =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "168.63.129.16/32", // Azure's host agent, though the address is a public one
        }.Select(IPNetwork.Parse),
    ];

    // Global unicast is 2000::/3; these parts of it are not.
    private static readonly IPNetwork s_global6 = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] s_special6 = [.. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" }.Select(IPNetwork.Parse)];

    /// <summary>Whether it is one. An IPv4 address written as IPv6 is judged as what it is; one that tunnels to IPv4 is refused.</summary>
    public static bool Is(IPAddress ip)
    {
        if (ip.IsIPv4MappedToIPv6)
        {
            ip = ip.MapToIPv4();
        }

        return ip.AddressFamily switch
        {
            AddressFamily.InterNetwork => !s_special4.Any(network => network.Contains(ip)),
            AddressFamily.InterNetworkV6 => s_global6.Contains(ip) && !s_special6.Any(network => network.Contains(ip)),
            _ => false,
        };
    }
}
