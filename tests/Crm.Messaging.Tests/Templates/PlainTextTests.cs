using Crm.Messaging.Templates.Render;

namespace Crm.Messaging.Tests.Templates;

/// <summary>Plain text reads as the letter does.</summary>
public sealed class PlainTextTests
{
    [Theory]
    [InlineData("<!doctype html>\n<html><head><title>x</title><style>p{}</style></head>\n<body>\n<p>One</p>\n<p>Two</p></body></html>", "One\n\nTwo")]
    [InlineData("<p>A&nbsp;&amp; B<br>C   D\n E</p>", "A\u00a0& B\nC D E")]
    [InlineData("<ul>\n<li>one</li>\n<li>two</li>\n</ul><p>x</p>", "- one\n- two\n\nx")]
    [InlineData("<a href=\"https://example.org/?a=1&amp;b=2\">Read</a> <a href='https://example.org'>https://example.org</a> <a href=\"mailto:a@b.fr\">a@b.fr</a>", "Read (https://example.org/?a=1&b=2) https://example.org a@b.fr")]
    [InlineData("<img src=\"x\" alt=\"A bear\"> <!-- no --> 1 < 2 <table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "A bear 1 < 2\n\na b\nc")]
    [InlineData("<p>&lt;b&gt; a > b</p><script>alert('<p>no</p>')</script>", "<b> a > b")]
    [InlineData("", "")]
    [InlineData("<p", "")]
    public void It_has_paragraphs_lists_links_and_no_tag(string html, string text) => Assert.Equal(text, PlainText.Of(html));
}
