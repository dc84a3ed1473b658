using Crm.Email.Intake;
using Crm.Kernel.Content;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Email.Tests.Intake;

/// <summary>What a person answers is on their timeline and in the inbox of who wrote to them; what a program answers counts for nothing, and nothing is sent for either.</summary>
public sealed class ReplyTests
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task An_answer_is_on_the_timeline_once_without_what_it_quotes_and_who_wrote_is_told(string database)
    {
        var tenant = await EmailTenant.SharedAsync(database);
        var writer = await tenant.Host.AddUserAsync(tenant.Settings, "w" + Guid.NewGuid().ToString("N")[..8]);
        var sent = await tenant.SentAsync(by: writer.UserId);
        var answer = sent.Answer("Yes, a red bicycle.\n\nNadine\n\nOn Mon, 30 Nov 2026 at 10:00, Santa\n<news@noel.example> wrote:\n> Dear Nadine,\n> what would you like?");
        Assert.Equal(["answered", "answered"], [await tenant.TakeAsync(answer), await tenant.TakeAsync(answer)]);

        var contact = Assert.Single(await tenant.AnswersAsync(sent));
        Assert.Equal(("message", "in", "Re: News", "Yes, a red bicycle.\n\nNadine"), (contact.Kind, contact.Direction, contact.Title, contact.Text));
        Assert.Equal(("reply", 1, 1), (await tenant.BackAsync(sent), await tenant.ToldAsync(writer.UserId), await tenant.MessagesAsync(sent)));

        Assert.Equal("answered", await tenant.TakeAsync(sent.Answer("And a bell.")));
        Assert.Equal((2, "reply", 2), ((await tenant.AnswersAsync(sent)).Count, await tenant.BackAsync(sent), await tenant.ToldAsync(writer.UserId)));
        Assert.DoesNotContain(await tenant.ReceivedAsync(), row => row.Outcome == MailOutcomes.Answered && (row.Text.Length > 0 || row.FromAddress.Length > 0));
    }

    [Fact]
    public async Task An_answer_from_an_address_of_nobody_is_kept_to_be_looked_at_and_the_envelope_proves_more()
    {
        var tenant = await EmailTenant.SharedAsync();
        var sent = await tenant.SentAsync();
        Assert.Equal("nobody", await tenant.TakeAsync(sent.Answer("It is me, from work.", from: "nadine@work.example")));
        Assert.Equal("nobody", await tenant.TakeAsync(sent.Answer("Guessed.", messageId: ContentId.New(), from: "someone@else.example")));
        Assert.Empty(await tenant.AnswersAsync(sent));
        var kept = (await tenant.ReceivedAsync()).Single(row => row.FromAddress == "nadine@work.example");
        Assert.Equal((sent.MessageId, sent.PersonId, "It is me, from work.", "Nadine"), (kept.MessageId, kept.PersonId, kept.Text, kept.FromName));

        Assert.Equal("answered", await tenant.TakeAsync(sent.Answer("It is me again.", from: "nadine@work.example"), sent.ReturnPath));
        Assert.StartsWith("Written from nadine@work.example", Assert.Single(await tenant.AnswersAsync(sent)).Text);
    }

    [Fact]
    public async Task What_a_program_answers_is_no_response_and_nothing_is_sent_for_it()
    {
        var tenant = await EmailTenant.SharedAsync();
        var writer = await tenant.Host.AddUserAsync(tenant.Settings, "w" + Guid.NewGuid().ToString("N")[..8]);
        foreach (var header in new[] { "Auto-Submitted: auto-replied", "Precedence: bulk", "Precedence: junk", "Return-Path: <>", "X-Autoreply: yes", "List-Id: <a.list>" })
        {
            var sent = await tenant.SentAsync(by: writer.UserId);
            Assert.Equal("noted", await tenant.TakeAsync(sent.Answer("I am away until Monday.", headers: [header])));
            Assert.Equal(("automatic", "", 0, 1), (await tenant.BackAsync(sent), await tenant.StopsAsync(sent), (await tenant.AnswersAsync(sent)).Count, await tenant.MessagesAsync(sent)));
            Assert.Equal("ignored", await tenant.TakeAsync(sent.Answer("I am away.", from: "other@people.example", headers: [header])));
        }

        Assert.Equal(0, await tenant.ToldAsync(writer.UserId));
    }

    [Theory]
    [InlineData("Oui !\n\nLe lun. 30 nov. 2026 à 10:00, Père Noël <a@b.fr> a écrit :\n> Bonjour", "Oui !")]
    [InlineData("Oui\n\n-----Message d'origine-----\nDe : Père Noël\nBonjour", "Oui")]
    [InlineData("Ja\n\nAm 30.11.2026 um 10:00 schrieb Santa <a@b.de>:\n> Hallo", "Ja")]
    [InlineData("> What?\nThis.\n> And that?\nAlso.", "> What?\nThis.\n> And that?\nAlso.")]
    [InlineData("> only quoted", "> only quoted")]
    [InlineData("On Monday I wrote: hello\nand more", "On Monday I wrote: hello\nand more")]
    [InlineData("a\u0000b\u202Ec\r\n\r\n\r\n\r\nd  \r\n", "abc\n\nd")]
    [InlineData("", "")]
    public void What_is_quoted_below_is_cut_off(string text, string written) => Assert.Equal(written, ReplyText.Of(text));

    [Fact]
    public async Task Of_html_the_words_are_kept_and_nothing_else()
    {
        var tenant = await EmailTenant.SharedAsync();
        var sent = await tenant.SentAsync();
        var html = sent.Answer("<style>p { color: red }</style><p>Yes <b>please</b></p><script>alert(1)</script><p onclick=\"x()\">&lt;now&gt;</p>").Replace("text/plain", "text/html");
        Assert.Equal("answered", await tenant.TakeAsync(html));
        var text = Assert.Single(await tenant.AnswersAsync(sent)).Text;
        Assert.Contains("please", text);
        Assert.Contains("<now>", text);
        Assert.DoesNotContain("alert", text);
        Assert.DoesNotContain("color", text);
        Assert.DoesNotContain("onclick", text);
    }
}
