using System.Security.Cryptography;
using Crm.Tracking.Hits;
using Crm.Tracking.Links;

namespace Crm.Tracking.Tests.Links;

/// <summary>A link is ours as we made it, or it is none.</summary>
public sealed class LinkSignerTests
{
    private static readonly byte[] s_key = RandomNumberGenerator.GetBytes(32);

    [Theory]
    [InlineData("https://example.org/")]
    [InlineData("https://example.org/é?q=à&x=%20#ü")]
    public void It_is_read_as_it_was_signed_and_always_the_same(string url)
    {
        var link = new SignedLink(HitKind.Click, new string('a', 26), url);
        var token = new LinkSigner(s_key).Sign(link);
        Assert.Equal(link, new LinkSigner(s_key).Read(token));
        Assert.Equal(token, new LinkSigner(s_key).Sign(link));
        Assert.Equal(token, Uri.EscapeDataString(token));
    }

    [Fact]
    public void Another_tenants_a_changed_and_a_broken_one_are_none()
    {
        var signer = new LinkSigner(s_key);
        var token = signer.Sign(new SignedLink(HitKind.Click, new string('a', 26), "https://example.org/"));
        Assert.Null(new LinkSigner(RandomNumberGenerator.GetBytes(32)).Read(token));
        foreach (var at in Enumerable.Range(0, token.Length))
        {
            Assert.Null(signer.Read(token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..]) is { } read && read != signer.Read(token) ? read : null);
            Assert.Null(signer.Read(token[..at]));
        }

        Assert.All((string[])["", ".", "a.b", "..", "é.ü", new string('a', 10_000)], broken => Assert.Null(signer.Read(broken)));
    }
}
