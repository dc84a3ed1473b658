using Crm.Messaging.Templates;
using Crm.Messaging.Templates.Check;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Tests.Templates;

/// <summary>Nothing is saved that could leave a hole in a letter, and each refusal says where.</summary>
public sealed class CheckTests
{
    [Theory]
    [InlineData("<p>Dear {{ person.given_name }},</p>", "Line 1, column 9: person.given_name may be empty")]
    [InlineData("<p>a</p>\n<p>\n  {{ household.name | upcase }}</p>", "Line 3, column 3: household.name may be empty")]
    [InlineData("{{ person.given_name | prepend: 'Dear ' | default: 'Hello' }}", "person.given_name may be empty")]
    [InlineData("{{ person.given_name | default: '' }}", "person.given_name may be empty")]
    [InlineData("{{ person.given_name | default: person.town }}", "person.given_name may be empty")]
    [InlineData("{% if person.given_name %}{{ person.town }}{% endif %}", "person.town may be empty")]
    [InlineData("{% if person.given_name %}a{% else %}{{ person.given_name }}{% endif %}", "person.given_name may be empty")]
    [InlineData("{% if person.given_name or person.town %}{{ person.town }}{% endif %}", "person.town may be empty")]
    [InlineData("{% assign who = person.given_name %}{{ who }}", "who may be empty")]
    [InlineData("{% if person.informal %}{% assign who = 'x' %}{% endif %}{{ who }}", "who may be empty")]
    [InlineData("{{ facts.gifts.first }}", "facts.gifts.first may be empty")]
    [InlineData("<p>\n {{ person.shoe_size | default: '40' }}</p>", "Line 2, column 5: there is no “person.shoe_size”")]
    [InlineData("{% for x in facts.toys %}{% endfor %}", "there is no “facts.toys”")]
    [InlineData("{% if people %}a{% endif %}", "there is no “people”")]
    [InlineData("{{ 'a' | shout }}", "there is no filter “shout”")]
    [InlineData("{{ sender.name | raw }}", "there is no filter “raw”")]
    [InlineData("<p>\n{% if person.informal %}a", "this cannot be read")]
    [InlineData("{{ sender.name", "cannot be read")]
    [InlineData("{% include 'x' %}", "more than a letter may do")]
    [InlineData("{% capture x %}a{% endcapture %}", "more than a letter may do")]
    [InlineData("{% echo person.given_name %}", "{{ … }}")]
    [InlineData("<script>a</script>", "do not allow <script>")]
    [InlineData("<p onclick=\"a()\">a</p>", "do not allow onclick=")]
    [InlineData("<style>p { color: red }</style><p>a</p>", "many mail programs leave <style> out")]
    [InlineData("<a href=\"/page\">a</a>", "a letter lies on no site")]
    [InlineData("<a href=\"javascript:alert(1)\">a</a>", "a letter lies on no site")]
    [InlineData("<a href=\"{{ facts.gift | default: 'x' }}\">a</a>", "a letter lies on no site")]
    [InlineData("<a href=\"https://example.org/?q={{ facts.gift | default: 'x' }}\">a</a>", "| url_encode")]
    [InlineData("<a href={{ site.url }}>a</a>", "not a piece of a tag")]
    [InlineData("<{{ facts.gift | default: 'b' }}>a", "not a piece of a tag")]
    [InlineData("<p style=\"color:{{ facts.gift | default: 'red' }}\">a</p>", "not a piece of a tag")]
    [InlineData("", "Write something")]
    public async Task What_could_go_wrong_is_refused_with_its_place(string html, string sentence) => Assert.Contains((await FaultsAsync(Mails.English(html, change: Facts))).Faults, fault => fault.Contains(sentence, StringComparison.Ordinal));

    [Theory]
    [InlineData("<p>Dear {{ person.given_name | default: 'friend' }},</p>")]
    [InlineData("<p>{{ person.given_name | default: person.town | default: \"friend\" | upcase }}</p>")]
    [InlineData("{% if person.given_name %}Dear {{ person.given_name | capitalize }},{% else %}Good day,{% endif %}")]
    [InlineData("{% if person.given_name != blank and person.town %}{{ person.given_name }} of {{ person.town }}{% endif %}")]
    [InlineData("{% unless person.given_name %}Good day{% else %}{{ person.given_name }}{% endunless %}")]
    [InlineData("{% if person.given_name == blank %}Good day{% else %}{{ person.given_name }}{% endif %}")]
    [InlineData("{% case person.gender %}{% when 'female' %}{{ person.gender }}{% else %}x{% endcase %}")]
    [InlineData("{% if facts.gifts %}<ul>{% for gift in facts.gifts %}<li>{{ forloop.index }}. {{ gift }}</li>{% endfor %}</ul>{{ facts.gifts.first }} {{ facts.gifts | join: ', ' }}{% endif %}")]
    [InlineData("{% assign who = person.given_name | default: 'friend' %}{{ who }} {{ today | long_date }}")]
    [InlineData("{% raw %}{{ person.shoe_size }}{% endraw %}{% comment %}it's {{ nothing }}{% endcomment %}<!-- a -->")]
    [InlineData("<a href=\"{{ site.url }}/gifts?who={{ person.given_name | default: '' | url_encode | default: 'x' | url_encode }}\">a</a>")]
    [InlineData("<style>@media (max-width: 600px) { .x { width: 100% } }</style><img src=\"https://example.org/a.png\" alt=\"\"><a href=\"mailto:a@example.org\">a</a>")]
    public async Task What_cannot_leave_a_hole_is_taken(string html) => Assert.Empty((await FaultsAsync(Mails.English(html, change: Facts))).Faults);

    [Fact]
    public async Task Heads_are_looked_at_too()
    {
        var (faults, _) = await FaultsAsync(Mails.English("a", "For {{ person.family_name | default: 'you' }}", change: mail =>
        {
            (mail.Title, mail.SenderAddress, mail.Layout, mail.InformalUnder) = ("", "no-reply@example.org", "nowhere", 500);
            mail.Facts = [new MailFact { Name = "Bad Name" }];
            mail.Variants.Add(new MailVariant { Language = "en", Subject = "a\nBcc: b", Html = "a" });
        }));
        foreach (var sentence in (string[])["shows a surname", "a title", "that somebody reads", "no layout of this name", "from 1 to 120", "small letters", "its own language", "a subject of at most"])
        {
            Assert.Contains(faults, fault => fault.Contains(sentence, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task What_is_only_unwise_is_said_and_saved()
    {
        var (faults, warnings) = await FaultsAsync(new MailContent { Title = "a", Variants = [new MailVariant { Language = "fr", Subject = "a", Html = "<p>Voici :\u00a0non</p>\n<p>Prêt ?</p><img src=\"https://example.org/a.png\"><a href=\"http://example.org\">a</a>" }] });
        Assert.Empty(faults);
        Assert.Contains(warnings, warning => warning.StartsWith("Line 1, column 9: in French", StringComparison.Ordinal));
        Assert.Contains(warnings, warning => warning.Contains("alt=", StringComparison.Ordinal));
        Assert.Contains(warnings, warning => warning.Contains("http://", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_layout_has_one_place_for_what_stands_in_it()
    {
        Assert.Contains((await FaultsAsync(Mails.English("<html><body>a</body></html>"), isLayout: true)).Faults, fault => fault.Contains("{{ body }}", StringComparison.Ordinal));
        Assert.Empty((await FaultsAsync(Mails.English("<html><body>{{ body }}</body></html>"), isLayout: true)).Faults);
        Assert.Contains((await FaultsAsync(Mails.English("{{ body }}"))).Faults, fault => fault.Contains("there is no “body”", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("x", 5_000_000, "150000 at most")]
    [InlineData("{% if sender.name %}", 5_000, "too long or too deep")]
    [InlineData("{{ [[[[[[[[[[[[[[[[[[[[[[[[ }}", 1, "too long or too deep")]
    [InlineData("{{ sender.name | upcase", 1_000, "too long or too deep")]
    [InlineData("{{ \"", 20_000, "too long or too deep")]
    [InlineData("{% raw %}", 10_000, "cannot be read")]
    [InlineData("{{ nobody }}\n", 10_000, "there is no “nobody”")]
    [InlineData("<script>", 18_000, "do not allow <script>")]
    public async Task Monsters_are_refused(string piece, int times, string sentence)
        => Assert.Contains((await FaultsAsync(Mails.English(string.Concat(Enumerable.Repeat(piece, times))))).Faults, fault => fault.Contains(sentence, StringComparison.Ordinal));

    [Theory]
    [InlineData("<a ", 40_000, 0)]
    [InlineData("<", 100_000, 0)]
    [InlineData("<p>", 49_000, 0)]
    [InlineData("<img src=\"https://example.org/a.png\">\n", 3_500, 50)]
    public async Task What_is_odd_without_end_is_answered_with_an_end(string piece, int times, int warned)
    {
        var (faults, warnings) = await FaultsAsync(Mails.English(string.Concat(Enumerable.Repeat(piece, times))));
        Assert.Empty(faults);
        Assert.Equal(warned, warnings.Count);
    }

    private static void Facts(MailContent mail) => mail.Facts = [new MailFact { Name = "gift" }, new MailFact { Name = "gifts", IsList = true }];

    private static async Task<(IReadOnlyList<string> Faults, IReadOnlyList<string> Warnings)> FaultsAsync(MailContent mail, bool isLayout = false)
    {
        var tenant = await MessagingTenant.SharedAsync();
        return await tenant.InAsync(services =>
        {
            var faults = services.GetRequiredService<CheckTemplate>().Faults(mail, isLayout, null, [], out var warnings);
            return Task.FromResult<(IReadOnlyList<string>, IReadOnlyList<string>)>(([.. faults.Select(fault => fault.Sentence)], [.. warnings.Select(warning => warning.Sentence)]));
        });
    }
}
