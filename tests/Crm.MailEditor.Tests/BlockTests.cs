using Crm.MailEditor.Blocks;

namespace Crm.MailEditor.Tests;

/// <summary>Source and blocks are one document.</summary>
public sealed class BlockTests
{
    private static readonly string[] s_pieces =
    [
        "<p>", "</p>", "<p style=\"margin:0\">", "<div>", "</div>", "<div style=\"display:inline-block\">", "<b>", "</b>", "<h2>", "</h2>", "<hr>", "<br/>", "<img src=\"https://a/b\" alt='x>y'>", "<img>", "<a href=\"https://x\">", "</a>",
        "<a href=https://x style=\"background:red\">", "<table><tr><td>", "</td></tr></table>", "<!-- a -->", "<!--", "-->", "<!doctype html>", "<html>", "<head>", "</head>", "<body>", "</body></html>", "{% if person.given_name %}", "{%- if a == \"%}\" -%}",
        "{% else %}", "{% endif %}", "{% for x in facts.gifts %}", "{% endfor %}", "{% raw %}", "{% endraw %}", "{% comment %}", "{% endcomment %}", "{% assign a = 1 %}", "{{ person.given_name | default: \"l'ami\" }}", "{{", "}}", "{%", "%}", "<", ">", "\"", "'",
        " ", "\n", "\t", "\u00a0", "words", "&amp;", "&nbsp;", "&", "**", "__", "[", "](", "\\", "é", "🎄", "\uE000", "\0", "<style>p{}</style>", "<o:p>", "<p title=\"", "<P>", "</P>", "<script>if (a<b) {}</script>",
    ];

    [Fact]
    public void Whatever_the_source_is_its_blocks_say_it_byte_for_byte()
    {
        var random = new Random(20261201);
        for (var round = 0; round < 8_000; round++)
        {
            var source = string.Concat(Enumerable.Range(0, random.Next(0, 24)).Select(_ => s_pieces[random.Next(s_pieces.Length)]));
            Assert.Equal(source, ReadBlocks.Of(source).ToSource());
        }
    }

    [Fact]
    public void Entering_what_is_shown_alters_no_byte_and_another_words_alters_their_block_alone()
    {
        var random = new Random(20261202);
        for (var round = 0; round < 3_000; round++)
        {
            var source = string.Concat(Enumerable.Range(0, random.Next(0, 24)).Select(_ => s_pieces[random.Next(s_pieces.Length)]));
            var blocks = ReadBlocks.Of(source);
            foreach (var (_, block) in ChangeBlocks.All(blocks))
            {
                var values = BlockShapes.Values(block).ToDictionary(value => value.Name, value => ChangeBlocks.Shown(block, value));
                ChangeBlocks.Fill(block, name => values[name].Replace("\n", "\r\n"));
            }

            Assert.Equal(source, blocks.ToSource());
            if (ChangeBlocks.All(blocks).Select(entry => entry.Block).FirstOrDefault(block => block.Kind == BlockKind.Text) is { } text)
            {
                var before = text.ToSource();
                ChangeBlocks.Fill(text, _ => "Other words");
                Assert.Equal(source.Length - before.Length + text.ToSource().Length, blocks.ToSource().Length);
                Assert.Contains("Other words</", text.ToSource());
            }
        }
    }

    [Theory]
    [InlineData("<h2 style=\"margin:0\">Hello <b>you</b></h2>", "Heading")]
    [InlineData("<p>Dear {{ person.given_name | default: \"friend\" }},</p>\n<p>Bye</p>", "Text Text")]
    [InlineData("<p><img src=\"https://a/b.png\" alt=\"A bear\"></p><img src='https://a'>", "Picture Picture")]
    [InlineData("<p><a href=\"https://a\"><img src=\"https://a/b.png\"></a></p>", "Picture")]
    [InlineData("<p><a href=\"https://a\" style=\"background:#123\">Go</a></p>", "Button")]
    [InlineData("<p><a href=\"https://a\">Go</a></p>", "Text")]
    [InlineData("<p><span>Go</span></p><p class=x>Go</p>", "Code Text")]
    [InlineData("<hr><HR>", "Divider Divider")]
    [InlineData("{% if facts.a %}<p>A</p>{% endif %}", "Conditional")]
    [InlineData("{% if facts.a %}<p>A</p>{% else %}<p>B</p>{% endif %}", "Code")]
    [InlineData("{% if facts.a %}<p>A{% endif %}</p><p>B</p>", "Code Text")]
    [InlineData("<p>a<b></p><p>b</b></p><p>c</p>", "Code Text")]
    [InlineData("<p>{% if facts.a %}A</p><p>B{% endif %}</p><p>C</p>", "Code Text")]
    [InlineData("{% for x in facts.a %}<li>{{ x }}</li>{% endfor %}<table><tr><td>x</td></tr></table>", "Code")]
    [InlineData("<!doctype html><html><head><title>x</title></head><body style=\"a\"><p>A</p></body></html>", "Frame Text Code Frame")]
    [InlineData("<div><div style=\"display:inline-block\"><p>A</p></div>\n<div style=\"display:inline-block\"><p>B</p></div></div>", "Columns")]
    [InlineData("Words <b>alone</b>", "Code")]
    public void What_a_block_is_follows_from_its_source(string source, string kinds)
    {
        var blocks = ReadBlocks.Of(source);
        Assert.Equal(kinds.Replace(" Code Frame", " Frame"), string.Join(' ', blocks.Items.Select(block => block.Kind)));
        Assert.Equal(source, blocks.ToSource());
    }

    [Fact]
    public void A_change_keeps_styles_other_blocks_and_white_space()
    {
        const string source = "\n<h2 style=\"margin:0\">Old</h2>\n\n  <p class='x'>Dear {{ person.given_name | default: \"friend\" }},<br>\nhello &amp; <b>good</b> day</p>\n<p><a style=\"background:#000\" href='https://a?x=1&amp;y=2'>Go</a></p>\n";
        var blocks = ReadBlocks.Of(source);
        Assert.Equal("Dear {{ person.given_name | default: \"friend\" }},\n hello & **good** day", ChangeBlocks.Shown(blocks.Items[1], BlockShapes.Values(blocks.Items[1])[0]));
        ChangeBlocks.Fill(blocks.Items[2], name => name == "href" ? "{{ site.url }}/a?b=1&c='2'" : null);
        ChangeBlocks.Fill(blocks.Items[1], _ => "Bye **__you__** <3, [here](https://b?x=1&y=2)\r\n{{ person.town | default: \"<there>\" }}");
        Assert.Equal("\n<h2 style=\"margin:0\">Old</h2>\n\n  <p class='x'>Bye <strong><em>you</em></strong> &lt;3, <a href=\"https://b?x=1&amp;y=2\">here</a><br>{{ person.town | default: \"<there>\" }}</p>\n<p><a style=\"background:#000\" href='{{ site.url }}/a?b=1&amp;c=&#39;2&#39;'>Go</a></p>\n", blocks.ToSource());
    }

    [Fact]
    public void A_picture_without_words_gets_them_and_an_address_without_quotes_gets_those()
    {
        var blocks = ReadBlocks.Of("<img src=https://a width=1>");
        ChangeBlocks.Fill(blocks.Items[0], name => name == "alt" ? "A \"bear\"" : "https://b/c d");
        Assert.Equal("<img alt=\"A &quot;bear&quot;\" src=\"https://b/c d\" width=1>", blocks.ToSource());
    }

    [Theory]
    [InlineData("up:2", "<p>a</p>\n\n<p>c</p> <p>b</p>\n")]
    [InlineData("down:0", "<p>b</p>\n\n<p>a</p> <p>c</p>\n")]
    [InlineData("to:0:2", "<p>b</p>\n\n<p>c</p> <p>a</p>\n")]
    [InlineData("up:0", "<p>a</p>\n\n<p>b</p> <p>c</p>\n")]
    [InlineData("remove:1", "<p>a</p>\n\n<p>c</p>\n")]
    [InlineData("remove:9", "<p>a</p>\n\n<p>b</p> <p>c</p>\n")]
    [InlineData("to:x:y", "<p>a</p>\n\n<p>b</p> <p>c</p>\n")]
    [InlineData("up:1.0.0", "<p>a</p>\n\n<p>b</p> <p>c</p>\n")]
    [InlineData("add:Divider:1", "<p>a</p>\n\n<p>b</p> <hr style=\"margin:24px 0;border:0;border-top:1px solid #d5d0c4\">\n<p>c</p>\n")]
    [InlineData("add:Code:1", "<p>a</p>\n\n<p>b</p> <p>c</p>\n")]
    public void Blocks_change_places_and_white_space_stays(string act, string after)
    {
        var blocks = ReadBlocks.Of("<p>a</p>\n\n<p>b</p> <p>c</p>\n");
        ChangeBlocks.Act(blocks, act, new NewBlocks(new Plain<NewBlocks>()));
        Assert.Equal(after, blocks.ToSource());
    }

    [Fact]
    public void Blocks_within_blocks_have_paths_and_the_frame_stays_around_them()
    {
        var blocks = ReadBlocks.Of("<!doctype html><html><body>{% if facts.a %}<p>a</p><p>b</p>{% endif %}</body></html>");
        var fresh = new NewBlocks(new Plain<NewBlocks>());
        Assert.Equal("1.0.0", ChangeBlocks.Act(blocks, "up:1.0.1", fresh));
        Assert.Null(ChangeBlocks.Act(blocks, "up:1", fresh));
        Assert.Null(ChangeBlocks.Act(blocks, "remove:0", fresh));
        Assert.Null(ChangeBlocks.Act(blocks, "add:Text:2", fresh));
        ChangeBlocks.Fill(blocks.Items[1], _ => "person.gender == \"female\"");
        Assert.Equal("<!doctype html><html><body>{% if person.gender == \"female\" %}<p>b</p><p>a</p>{% endif %}</body></html>", blocks.ToSource());
    }

    [Fact]
    public void Every_new_block_is_read_as_what_it_is()
        => Assert.All(NewBlocks.Kinds, kind => Assert.Equal(kind, new NewBlocks(new Plain<NewBlocks>()).Of(kind)!.Kind));

    [Fact]
    public void A_long_nasty_source_is_read_in_one_go()
    {
        foreach (var piece in new[] { "<p>", "{% if a %}", "{% endif %}", "<div style=\"display:inline-block\">", "<!--", "{{", "<p title=\"", "[", "**" })
        {
            var source = string.Concat(Enumerable.Repeat(piece, 150_000 / piece.Length));
            Assert.Equal(source, ReadBlocks.Of(source).ToSource());
            Assert.Equal(source, ReadBlocks.Of($"<p>{source}</p>").ToSource()[3..^4]);
        }
    }
}
