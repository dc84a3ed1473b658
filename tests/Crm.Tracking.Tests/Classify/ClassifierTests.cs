using Crm.Tracking.Classify;
using Crm.Tracking.Hits;

namespace Crm.Tracking.Tests.Classify;

/// <summary>People and machines told apart, by what programs call themselves and when they come.</summary>
public sealed class ClassifierTests
{
    private const string Firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";

    private static readonly DateTime s_sent = new(2026, 12, 1, 10, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(Firefox, "Human", "")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148", "Human", "")]
    [InlineData("Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)", "Human", "")]
    [InlineData("YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html", "Human", "")]
    [InlineData("Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17328; Pro)", "Human", "")]
    [InlineData("Mozilla/5.0", "Machine", MachineReasons.Proxy)]
    [InlineData("Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)", "Machine", MachineReasons.Agent)]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0 Safari/537.36", "Machine", MachineReasons.Agent)]
    [InlineData("Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5", "Machine", MachineReasons.Agent)]
    [InlineData("python-requests/2.31.0", "Machine", MachineReasons.Agent)]
    [InlineData("Mozilla/5.0 (Linux; Android 12; CUBOT NOTE 20) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36", "Human", "")]
    [InlineData("curl/8.5.0", "Machine", MachineReasons.Agent)]
    [InlineData("", "Machine", MachineReasons.Agent)]
    [InlineData("Lotus-Notes/6.5", "Unknown", MachineReasons.Unfamiliar)]
    public void An_open_an_hour_after_sending(string agent, string expected, string reason)
        => Assert.Equal([(Enum.Parse<ReaderClass>(expected), reason)], Of([At(3600, HitKind.Open, agent: agent)]));

    [Fact]
    public void Nobody_reads_within_seconds_of_sending()
        => Assert.Equal([(ReaderClass.Machine, MachineReasons.Soon), (ReaderClass.Human, "")], Of([At(9, HitKind.Open), At(10, HitKind.Click, "https://example.org/a", net: "192.0.2.0")]));

    [Fact]
    public void A_question_for_the_headers_alone_is_a_machine_s()
        => Assert.Equal([(ReaderClass.Machine, MachineReasons.Method)], Of([At(3600, HitKind.Click, "https://example.org/a", method: "HEAD")]));

    [Fact]
    public void Three_links_within_two_seconds_are_a_scanner_s_and_two_are_not()
    {
        KeyValuePair<Hit, Tally>[] clicks = [At(3600, HitKind.Click, "https://example.org/a"), At(3601, HitKind.Click, "https://example.org/b"), At(3602, HitKind.Click, "https://example.org/c"), At(3700, HitKind.Click, "https://example.org/d")];
        Assert.Equal([MachineReasons.ManyLinks, MachineReasons.ManyLinks, MachineReasons.ManyLinks, ""], Of(clicks).Select(one => one.Reason));
        Assert.All(Of(clicks[..2]), one => Assert.Equal(ReaderClass.Human, one.Class));
        Assert.All(Of([clicks[0], clicks[1], At(3602, HitKind.Click, "https://example.org/c", net: "192.0.2.0")]), one => Assert.Equal(MachineReasons.ManyLinks, one.Reason));
        Assert.Equal(["", MachineReasons.ManyLinks, MachineReasons.ManyLinks, MachineReasons.ManyLinks], Of([At(3000, HitKind.Click, "https://example.org/a"), .. clicks[..3]]).Select(one => one.Reason));
    }

    [Fact]
    public void Who_follows_the_hidden_link_is_a_machine_within_a_minute_and_others_are_not()
        => Assert.Equal(
            [MachineReasons.RobotLink, MachineReasons.RobotLink, "", ""],
            Of([At(3600, HitKind.Robot), At(3660, HitKind.Click, "https://example.org/a"), At(3661, HitKind.Click, "https://example.org/b"), At(3600, HitKind.Click, "https://example.org/a", net: "192.0.2.0")]).Select(one => one.Reason));

    [Fact]
    public void A_scan_at_once_and_a_reader_of_the_same_kind_later_are_two()
        => Assert.Equal([ReaderClass.Machine, ReaderClass.Human], Of([At(2, HitKind.Open), At(3600, HitKind.Open)]).Select(one => one.Class));

    private static IReadOnlyList<(ReaderClass Class, string Reason)> Of(KeyValuePair<Hit, Tally>[] hits) => Classifier.Of(hits, s_sent, new ReadingRules());

    private static KeyValuePair<Hit, Tally> At(int seconds, HitKind kind, string url = "", string agent = Firefox, string net = "198.51.100.0", string method = "GET")
        => new(new Hit("01", kind, url, agent, net, method, Hit.MomentOf(s_sent.AddSeconds(seconds))), new Tally(s_sent.AddSeconds(seconds), s_sent.AddSeconds(seconds), 1));
}
