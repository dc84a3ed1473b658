using System.Net;
using Crm.Webhooks.Send;
using Microsoft.Extensions.Configuration;

namespace Crm.Webhooks.Tests.Send;

/// <summary>Webhooks lead to the public internet and nowhere else, unless the host says so.</summary>
public sealed class PublicAddressTests
{
    [Theory]
    [InlineData("93.184.216.34")]
    [InlineData("8.8.8.8")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("2606:4700::1111")]
    [InlineData("::ffff:8.8.8.8")]
    public void Public_ones_are_let_through(string address) => Assert.True(PublicAddress.Is(IPAddress.Parse(address)));

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("169.254.169.254")]
    [InlineData("168.63.129.16")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.192")]
    [InlineData("192.0.2.1")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("203.0.113.5")]
    [InlineData("224.0.0.1")]
    [InlineData("239.1.1.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("3fff::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void Private_local_and_special_ones_are_refused(string address) => Assert.False(PublicAddress.Is(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://example.org/hook", null, null)]
    [InlineData("https://example.org:8443/hook?x=1", null, null)]
    [InlineData("http://example.org/hook", "NotSecure", "NotSecure")]
    [InlineData("ftp://example.org/hook", "NotSecure", "NotSecure")]
    [InlineData("file:///etc/passwd", "Malformed", "Malformed")]
    [InlineData("/hook", "Malformed", "Malformed")]
    [InlineData("https://user:word@example.org/", "Credentials", "Credentials")]
    [InlineData("https://127.0.0.1/", "Private", null)]
    [InlineData("https://2130706433/", "Private", null)]
    [InlineData("https://0x7f.1/", "Private", null)]
    [InlineData("https://[::ffff:10.0.0.1]/", "Private", null)]
    [InlineData("https://localhost/", "Private", null)]
    [InlineData("http://127.0.0.1:8080/", "NotSecure", null)]
    [InlineData("http://10.0.0.1/", "NotSecure", "NotSecure")]
    [InlineData(null, "Malformed", "Malformed")]
    public void Addresses_are_judged_as_they_are_typed(string? address, string? usually, string? whereAllowed)
    {
        Assert.Equal(usually, new AddressRules(new ConfigurationBuilder().Build()).Fault(address)?.ToString());
        Assert.Equal(whereAllowed, new AddressRules(new ConfigurationBuilder().AddInMemoryCollection([new("Webhooks:AllowPrivateNetworks", "true")]).Build()).Fault(address)?.ToString());
    }
}
