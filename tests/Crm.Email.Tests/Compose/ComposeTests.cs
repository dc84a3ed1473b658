using System.Text;
using System.Text.RegularExpressions;
using Crm.Email.Compose;
using Crm.Messaging.Channels;
using MimeKit;

namespace Crm.Email.Tests.Compose;

/// <summary>A letter becomes the mail that the standards ask for, with the same bytes each time.</summary>
public sealed class ComposeTests
{
    [Fact]
    public void The_same_letter_has_the_same_bytes_and_another_has_not()
    {
        var letter = Letters.One();
        var bytes = Letters.Mail(letter).ToBytes();

        Assert.Equal(bytes, Letters.Mail(letter).ToBytes());
        Assert.NotEqual(bytes, Letters.Mail(letter with { MessageId = "4another" }).ToBytes());
        Assert.DoesNotContain((byte)'\n', bytes.Where((value, at) => value == '\n' && bytes[at - 1] != '\r'));
    }

    [Fact]
    public void It_has_text_first_then_html_and_each_header_once()
    {
        var letter = Letters.One();
        var message = Read(Letters.Mail(letter).ToBytes(), out var head);

        var both = Assert.IsType<MultipartAlternative>(message.Body);
        Assert.Equal(["text/plain", "text/html"], both.Select(part => part.ContentType.MimeType));
        Assert.All(both.Cast<TextPart>(), part => Assert.Equal(("utf-8", ContentEncoding.QuotedPrintable), (part.ContentType.Charset, part.ContentTransferEncoding)));
        Assert.Equal("Chère Zoé, à bientôt.", message.TextBody!.Trim());
        Assert.Equal(letter.Html, message.HtmlBody!.Trim());
        Assert.Equal((letter.Subject, $"{letter.MessageId}@noel.example", new DateTimeOffset(letter.Utc)), (message.Subject, message.MessageId, message.Date));
        Assert.Equal("Zoé Élan", Assert.Single(message.To.Mailboxes).Name);
        Assert.Equal(("<https://noel.example/u/abcdefghijklmnop>", "List-Unsubscribe=One-Click", "<news.noel.example>", "fr"), (message.Headers["List-Unsubscribe"], message.Headers["List-Unsubscribe-Post"], message.Headers["List-Id"], message.Body!.Headers["Content-Language"]));
        Assert.Equal(message.Headers.Count, message.Headers.Select(header => header.Field.ToUpperInvariant()).Distinct().Count());
        Assert.Matches("(?m)^MIME-Version: 1.0\r$", head);
    }

    [Fact]
    public void A_letter_without_html_is_plain_text_and_one_that_is_no_list_has_no_way_to_leave()
    {
        var message = Read(Letters.Mail(Letters.One(html: " ") with { Leave = null }).ToBytes(), out var head);

        Assert.Equal("text/plain", Assert.IsType<TextPart>(message.Body).ContentType.MimeType);
        Assert.DoesNotContain("List-", head);
    }

    [Fact]
    public void Nothing_is_longer_than_a_line_may_be_and_no_character_is_split()
    {
        var long1 = string.Concat(Enumerable.Repeat("Été à Noël 🎁 ", 60));
        var letter = Letters.One(name: long1, subject: long1, text: new string('é', 5_000), html: "<p>" + new string('x', 5_000) + "</p>") with { Leave = new LetterLeave("https://noel.example/u/" + new string('t', 300), "news.noel.example") };
        var bytes = Letters.Mail(letter).ToBytes();
        var message = Read(bytes, out var head);

        Assert.All(Encoding.Latin1.GetString(bytes).Split("\r\n"), line => Assert.InRange(line.Length, 0, 998));
        Assert.All(bytes, value => Assert.InRange(value, (byte)0, (byte)127));
        var words = Regex.Matches(head, @"=\?utf-8\?([QB])\?([^?]*)\?=", RegexOptions.IgnoreCase);
        Assert.True(words.Count > 10);
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        Assert.All(words, word =>
        {
            Assert.InRange(word.Length, 1, 75);
            strict.GetString(word.Groups[1].Value is "B" or "b" ? Convert.FromBase64String(word.Groups[2].Value) : Q(word.Groups[2].Value));
        });
        Assert.Equal((long1.Trim(), long1.Trim()), (message.Subject, message.To.Mailboxes.Single().Name));
        Assert.All(head.Split("\r\n").Where(line => line.Contains("=?", StringComparison.Ordinal)), line => Assert.InRange(line.Length, 1, 76));
        Assert.Equal($"<{letter.Leave!.Url}>", Regex.Replace(message.Headers["List-Unsubscribe"]!, @"\s", ""));
    }

    [Theory]
    [InlineData("Hello")]
    [InlineData("")]
    [InlineData("A subject of plain words that is longer than a line of a mail can be and has to be folded at one of its blanks")]
    [InlineData("=?utf-8?q?not_encoded?=")]
    [InlineData("Zoé, “Noël” <x@example.org>; \\ \"the\" elf")]
    [InlineData("O'Neil, \"Bob\" \\ (Elf) <b@example.org>")]
    [InlineData("صندوق الهدايا لعيد الميلاد من بابا نويل")]
    public void A_subject_and_a_name_are_read_as_they_were_written(string text)
    {
        var message = Read(Letters.Mail(Letters.One(subject: text, name: text)).ToBytes(), out var head);

        Assert.Equal((text, text, "zoe@example.org"), (message.Subject, message.To.Mailboxes.Single().Name, message.To.Mailboxes.Single().Address));
        Assert.All(head.Split("\r\n"), line => Assert.InRange(line.Length, 0, 78));
    }

    [Theory]
    [InlineData("lutin@noel.example", "lutin@noel.example", null)]
    [InlineData("lutin@ateliers.noel.example", "lutin@ateliers.noel.example", null)]
    [InlineData("", "bonjour@noel.example", null)]
    [InlineData("lutin@gmail.example", "bonjour@noel.example", "lutin@gmail.example")]
    [InlineData("lutin@mynoel.example", "bonjour@noel.example", "lutin@mynoel.example")]
    public void Who_writes_from_elsewhere_gets_the_answers_and_the_site_sends(string writer, string from, string? replyTo)
    {
        var message = Letters.Mail(Letters.One(from: writer)).Message;

        Assert.Equal(("Lutin Éric", from), (message.From.Mailboxes.Single().Name, message.From.Mailboxes.Single().Address));
        Assert.Equal(replyTo, message.ReplyTo.Mailboxes.SingleOrDefault()?.Address);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("lutin@gmail.example")]
    public void Who_has_no_name_writes_in_the_sites(string name)
        => Assert.Equal("Le Père Noël", Letters.Mail(Letters.One(fromName: name)).Message.From.Mailboxes.Single().Name);

    [Theory]
    [InlineData("\r\nBcc: spy@example.com")]
    [InlineData("\nBcc: spy@example.com\n\nBody")]
    [InlineData("\rBcc: spy@example.com")]
    [InlineData("\u2028Bcc: spy@example.com")]
    [InlineData("\0\u0085Bcc: spy@example.com")]
    public void No_name_or_subject_writes_a_header(string more)
    {
        var mail = Letters.Mail(Letters.One(name: "Zoe" + more, subject: "Hello" + more, fromName: "Elf" + more) with { Language = "fr" + more, Leave = new LetterLeave("https://noel.example/u/t" + more, "news" + more) });
        var message = Read(mail.ToBytes(), out var head);

        Assert.Empty(message.Bcc);
        Assert.DoesNotMatch("(?m)^Bcc", head);
        Assert.Equal("Hello Bcc: spy@example.com", message.Subject!.Split(" Body")[0]);
        Assert.Single(message.To.Mailboxes);
        Assert.Equal("zoe@example.org", message.To.Mailboxes.Single().Address);
    }

    [Theory]
    [InlineData("zoe@example.org, spy@example.com")]
    [InlineData("zoe@example.org\r\nRCPT TO:<spy@example.com>")]
    [InlineData("zoe")]
    [InlineData("")]
    public void What_is_no_address_is_refused(string address)
        => Assert.Equal("553 5.1.3", Assert.Throws<LetterRefusedException>(() => Letters.Mail(Letters.One(address))).Code);

    [Fact]
    public void More_than_a_hundred_kilobytes_of_html_are_refused_with_a_sentence()
    {
        Letters.Mail(Letters.One(html: new string('x', ComposeMail.LargestHtml)));
        var refusal = Assert.Throws<LetterRefusedException>(() => Letters.Mail(Letters.One(html: new string('é', (ComposeMail.LargestHtml / 2) + 1))));

        Assert.Equal("552 5.3.4", refusal.Code);
        Assert.Contains("100 kB", refusal.Message);
    }

    [Fact]
    public void A_domain_with_accents_is_written_in_ascii_and_a_name_before_it_asks_for_more_of_the_server()
    {
        var domain = Letters.Mail(Letters.One("zoe@noël.example"));
        var local = Letters.Mail(Letters.One("zoé@noël.example"));

        Assert.False(domain.NeedsUtf8);
        Assert.Equal("zoe@xn--nol-kma.example", domain.Recipient.GetAddress(idnEncode: true));
        Assert.Contains("<zoe@xn--nol-kma.example>", Encoding.UTF8.GetString(domain.ToBytes()));
        Assert.True(local.NeedsUtf8);
        Assert.Contains("zoé@", Encoding.UTF8.GetString(local.ToBytes()));
    }

    private static MimeMessage Read(byte[] bytes, out string head)
    {
        head = Encoding.UTF8.GetString(bytes).Split("\r\n\r\n")[0] + "\r\n";
        return MimeMessage.Load(new MemoryStream(bytes));
    }

    private static byte[] Q(string word) => [.. Regex.Matches(word, "=([0-9A-F]{2})|(.)").Select(part => part.Groups[1].Success ? Convert.ToByte(part.Groups[1].Value, 16) : part.Value == "_" ? (byte)' ' : (byte)part.Value[0])];
}
