using Crm.Kernel.Content.Fields;
using Ganss.Xss;

namespace Crm.Kernel.Tests.Content;

/// <summary>What is known at a glance to be plain is what the cleaner itself would give back letter for letter.</summary>
public sealed class CleaningHtml
{
    private static readonly string[] s_pieces =
    [
        "<p>", "</p>", "<h2>", "</h2>", "<ul>", "</ul>", "<ol>", "</ol>", "<li>", "</li>", "<div>", "</div>", "<blockquote>", "</blockquote>", "<strong>", "</strong>", "<em>", "</em>", "<b>", "</b>", "<br>",
        "<i>", "</i>", "jouets de bois", " ", "\n", "&amp;", "&nbsp;", "&lt;", "é", "«", "&eacute;", "&", "\u00A0", "\r", "<", ">", "<P>", "<p class=\"x\">", "<script>", "<br/>", "</br>", "<td>", "😀", "\"", "'", "\0",
    ];

    [Fact]
    public void What_is_plain_at_a_glance_the_cleaner_gives_back_as_it_was()
    {
        var (cleaner, chance, plain) = (new HtmlSanitizer(), new Random(7), 0);
        for (var i = 0; i < 30_000; i++)
        {
            var html = i % 2 == 0 ? Anything(chance) : Nested(chance, 0);
            if (PlainMarkup.Is(html))
            {
                plain++;
                Assert.Equal(html, cleaner.Sanitize(html));
            }
        }

        Assert.InRange(plain, 2_000, 29_000);
    }

    [Theory]
    [InlineData("<p onclick=\"a()\">x</p>")]
    [InlineData("<p><script>a()</script></p>")]
    [InlineData("<p>a<p>b</p></p>")]
    [InlineData("<ul>a<li>b</li></ul>")]
    [InlineData("<p><h2>a</h2></p>")]
    [InlineData("<strong>a")]
    [InlineData("</p>")]
    [InlineData("<")]
    [InlineData("<>")]
    [InlineData("a > b")]
    [InlineData("R&D")]
    public void What_a_parser_would_change_is_left_to_the_cleaner(string html) => Assert.False(PlainMarkup.Is(html));

    [Fact]
    public void A_body_of_paragraphs_lists_and_emphasis_is_plain()
        => Assert.True(PlainMarkup.Is("<h2>Jouets</h2>\n<p>Du <strong>bois</strong> &amp; <em>des <b>clous</b></em><br>ici</p><ul>\n<li>un</li><li><p>deux</p></li></ul>"));

    private static string Anything(Random chance) => string.Concat(Enumerable.Range(0, chance.Next(1, 7)).Select(_ => s_pieces[chance.Next(s_pieces.Length)]));

    private static string Nested(Random chance, int depth)
    {
        string[] names = ["p", "h1", "h3", "ul", "ol", "li", "div", "blockquote", "strong", "em", "u", "i", "b"];
        var html = "";
        for (var i = chance.Next(1, 4); i > 0; i--)
        {
            var name = names[chance.Next(names.Length)];
            html += depth > 3 || chance.Next(3) == 0 ? s_pieces[21 + chance.Next(10)] : $"<{name}>{Nested(chance, depth + 1)}</{name}>";
        }

        return html;
    }
}
