using Crm.Email.Compose;
using Crm.Email.Smtp;
using Crm.Messaging.Channels;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Crm.Email.Tests.Smtp;

/// <summary>What became of a mail is told truly, whatever a server does.</summary>
public sealed class SendingTests : IDisposable
{
    private readonly SmtpPool _pool = new(TimeProvider.System);
    private readonly SendBySmtp _send;
    private int _begun;

    public SendingTests() => _send = new SendBySmtp(_pool, new StringLocalizer<SendBySmtp>(new ResourceManagerStringLocalizerFactory(Options.Create(new LocalizationOptions()), NullLoggerFactory.Instance)));

    public void Dispose() => _pool.Dispose();

    [Fact]
    public async Task A_server_takes_the_very_bytes_that_were_composed()
    {
        await using var sink = await Sink.StartAsync();
        var mails = Enumerable.Range(0, 5).Select(_ => Letters.Mail(Letters.One(text: "Chère Zoé,\r\n.\r\n.. deux points", html: "<p>" + new string('x', 9_000) + "</p>"))).ToList();
        foreach (var mail in mails)
        {
            Assert.Equal(new Handover(HandoverKind.Accepted), await SendAsync(mail, sink.Port));
        }

        Assert.Equal(5, _begun);
        Assert.Equal(mails.Select(mail => System.Text.Encoding.UTF8.GetString(mail.ToBytes()).Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd()).Order(StringComparer.Ordinal), sink.Taken().Select(text => text.TrimEnd()).Order(StringComparer.Ordinal));
        var line = await _pool.RentAsync(Server(sink.Port), default);
        Assert.Equal(5, line.Mails);
        await _pool.ReturnAsync(line);
    }

    [Fact]
    public async Task Many_workers_share_the_connections_and_each_mail_arrives_once()
    {
        await using var sink = await Sink.StartAsync();
        var mails = Enumerable.Range(0, 160).Select(_ => Letters.Mail(Letters.One())).ToList();
        await Parallel.ForEachAsync(mails, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (mail, cancellationToken) =>
            Assert.Equal(HandoverKind.Accepted, (await _send.HandOverAsync(mail, Server(sink.Port), _ => Task.FromResult(true), cancellationToken)).Kind));

        Assert.Equal(mails.Select(mail => mail.Message.MessageId).Order(StringComparer.Ordinal), sink.Taken().Select(text => MimeKit.MimeMessage.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text))).MessageId).Order(StringComparer.Ordinal));
        Assert.InRange(_pool.Waiting, 1, 8);
    }

    [Theory]
    [InlineData("-r MAIL", HandoverKind.Later, "450 4.3.0")]
    [InlineData("-f MAIL", HandoverKind.Refused, "500 5.3.0")]
    [InlineData("-r RCPT", HandoverKind.Later, "450 4.3.0")]
    [InlineData("-f RCPT", HandoverKind.Refused, "500 5.3.0")]
    [InlineData("-r DATA", HandoverKind.Later, "450 4.3.0")]
    [InlineData("-f DATA", HandoverKind.Refused, "500 5.3.0")]
    [InlineData("-r .", HandoverKind.Later, "450 4.3.0")]
    [InlineData("-f .", HandoverKind.Refused, "500 5.3.0")]
    [InlineData("-Q MAIL", HandoverKind.Later, "421 4.0.0")]
    [InlineData("-Q RCPT", HandoverKind.Later, "421 4.0.0")]
    [InlineData("-Q .", HandoverKind.Later, "421 4.0.0")]
    [InlineData("-q CONNECT", HandoverKind.Later, "")]
    [InlineData("-q EHLO,HELO", HandoverKind.Later, "")]
    [InlineData("-q MAIL", HandoverKind.Later, "")]
    [InlineData("-q RCPT -p", HandoverKind.Later, "")]
    [InlineData("-q DATA", HandoverKind.Unknown, "")]
    [InlineData("-q .", HandoverKind.Unknown, "")]
    [InlineData("-p -W MAIL:60", HandoverKind.Later, "")]
    [InlineData("-w 60", HandoverKind.Unknown, "")]
    [InlineData("-W .:60", HandoverKind.Unknown, "")]
    public async Task A_server_that_refuses_hangs_or_leaves_at_any_step_is_understood(string options, HandoverKind kind, string code)
    {
        await using var sink = await Sink.StartAsync(options.Split(' '));
        var outcome = await SendAsync(Letters.Mail(Letters.One()), sink.Port, seconds: options.Contains(":60", StringComparison.Ordinal) || options == "-w 60" ? 1 : 30);

        Assert.Equal((kind, code), (outcome.Kind, outcome.Code));
        Assert.NotEmpty(outcome.Answer);
        Assert.True(kind is HandoverKind.Later || _begun == 1);
    }

    [Theory]
    [InlineData("RCPT", "550-5.1.1 There is no\r\n550 5.1.1 such user", false, HandoverKind.Refused, "550 5.1.1", "There is no such user")]
    [InlineData("RCPT", "550 5.1.1 no such user", true, HandoverKind.Refused, "550 5.1.1", "no such user")]
    [InlineData("MAIL", "554 Go away", true, HandoverKind.Refused, "554", "Go away")]
    [InlineData(".", "452 4.2.2 full", true, HandoverKind.Later, "452 4.2.2", "full")]
    [InlineData(".", "550 5.7.1 spam", true, HandoverKind.Refused, "550 5.7.1", "spam")]
    [InlineData(".", "55+", true, HandoverKind.Unknown, "", null)]
    [InlineData(".", "rubbish", true, HandoverKind.Unknown, "", null)]
    public async Task Codes_are_read_even_when_the_server_leaves_behind_its_word(string at, string reply, bool leaves, HandoverKind kind, string code, string? answer)
    {
        var isSaid = false;
        await using var server = new ScriptedServer((_, command) =>
        {
            if (isSaid && leaves)
            {
                return null;
            }

            isSaid |= command.StartsWith(at, StringComparison.Ordinal);
            return command.StartsWith(at, StringComparison.Ordinal) ? reply : ScriptedServer.Usual(command);
        });
        var outcome = await SendAsync(Letters.Mail(Letters.One()), server.Port, seconds: 2);

        Assert.Equal((kind, code), (outcome.Kind, outcome.Code));
        Assert.Equal(answer ?? outcome.Answer, outcome.Answer);
        Assert.Equal(1, _begun);
    }

    [Fact]
    public async Task A_connection_that_breaks_in_the_middle_of_a_mail_leaves_it_unknown()
    {
        await using var server = new ScriptedServer((_, command) => ScriptedServer.Usual(command), lines: 5);

        Assert.Equal(HandoverKind.Unknown, (await SendAsync(Letters.Mail(Letters.One()), server.Port)).Kind);
    }

    [Fact]
    public async Task What_a_server_says_is_kept_to_five_hundred_characters()
    {
        await using var server = new ScriptedServer((_, command) => command.StartsWith("RCPT", StringComparison.Ordinal) ? "550 5.1.1 " + new string('x', 600) : ScriptedServer.Usual(command));

        Assert.Equal(new Handover(HandoverKind.Refused, "550 5.1.1", new string('x', 500)), await SendAsync(Letters.Mail(Letters.One()), server.Port));
    }

    [Fact]
    public async Task Nobody_there_is_later_and_nothing_was_begun()
    {
        Assert.Equal((HandoverKind.Later, 0), ((await SendAsync(Letters.Mail(Letters.One()), Sink.FreePort())).Kind, _begun));
    }

    [Fact]
    public async Task Told_not_to_begin_it_hands_nothing_over_and_the_connection_stays()
    {
        await using var server = new ScriptedServer((_, command) => ScriptedServer.Usual(command));
        var mail = Letters.Mail(Letters.One());
        var stopped = await _send.HandOverAsync(mail, Server(server.Port), _ => Task.FromResult(false), default);

        Assert.Equal(HandoverKind.Stopped, stopped.Kind);
        Assert.DoesNotContain(server.Heard, said => said.StartsWith("MAIL", StringComparison.Ordinal));
        Assert.Equal(HandoverKind.Accepted, (await SendAsync(mail, server.Port)).Kind);
        Assert.Single(server.Heard, said => said.Length == 0);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("421 4.4.2 timeout")]
    public async Task A_server_that_left_while_the_connection_waited_costs_no_mail(string? farewell)
    {
        var mails = 0;
        await using var server = new ScriptedServer((number, command) => number > 1 ? ScriptedServer.Usual(command)
            : mails > 1 ? null
            : command.StartsWith("MAIL", StringComparison.Ordinal) && mails++ > 0 ? farewell : ScriptedServer.Usual(command));
        Assert.Equal(HandoverKind.Accepted, (await SendAsync(Letters.Mail(Letters.One()), server.Port)).Kind);
        Assert.Equal(HandoverKind.Accepted, (await SendAsync(Letters.Mail(Letters.One()), server.Port)).Kind);

        Assert.Equal((2, 2), (_begun, server.Heard.Count(said => said == ".")));
    }

    // The connection it had left was once given back twice: two mails would have shared it.
    [Fact]
    public async Task A_server_that_wants_no_more_and_takes_no_new_connection_gets_the_mail_later()
    {
        var mails = 0;
        await using var server = new ScriptedServer((number, command) => number > 1 ? null : mails > 1 && command.StartsWith("RCPT", StringComparison.Ordinal) ? "503 5.5.1 no sender" : command.StartsWith("MAIL", StringComparison.Ordinal) && mails++ > 0 ? "421 4.7.0 enough" : ScriptedServer.Usual(command));
        Assert.Equal(HandoverKind.Accepted, (await SendAsync(Letters.Mail(Letters.One()), server.Port)).Kind);
        Assert.Equal(HandoverKind.Later, (await SendAsync(Letters.Mail(Letters.One()), server.Port)).Kind);

        Assert.Equal((2, 0), (_begun, _pool.Waiting));
    }

    [Fact]
    public async Task An_address_with_accents_goes_to_servers_that_take_it_and_is_refused_before_it_is_begun_elsewhere()
    {
        var mail = Letters.Mail(Letters.One("zoé@example.org"));
        await using var able = new ScriptedServer((_, command) => command.StartsWith("EHLO", StringComparison.Ordinal) ? "250-here\r\n250-8BITMIME\r\n250 SMTPUTF8" : ScriptedServer.Usual(command));
        await using var unable = new ScriptedServer((_, command) => ScriptedServer.Usual(command));

        Assert.Equal((HandoverKind.Refused, "550 5.6.7", 0), await KindAsync(unable.Port));
        Assert.Equal((HandoverKind.Accepted, "", 1), await KindAsync(able.Port));
        Assert.Contains(able.Heard, said => said.StartsWith("RCPT TO:<zoé@example.org>", StringComparison.Ordinal));
        Assert.Contains(able.Heard, said => said.StartsWith("MAIL", StringComparison.Ordinal) && said.Contains("SMTPUTF8", StringComparison.Ordinal));

        async Task<(HandoverKind Kind, string Code, int Begun)> KindAsync(int port)
        {
            var outcome = await SendAsync(mail, port);
            return (outcome.Kind, outcome.Code, _begun);
        }
    }

    [Fact]
    public async Task A_server_that_cannot_be_trusted_hears_neither_password_nor_mail()
    {
        await using var server = new ScriptedServer((_, command) => command.StartsWith("EHLO", StringComparison.Ordinal) ? "250-here\r\n250 AUTH PLAIN" : ScriptedServer.Usual(command));
        foreach (var security in new[] { SmtpSecurity.StartTls, SmtpSecurity.Tls })
        {
            var outcome = await _send.HandOverAsync(Letters.Mail(Letters.One()), new SmtpServer("127.0.0.1", server.Port, security, "elf", "secret") { ConnectTimeout = TimeSpan.FromSeconds(2) }, BeginAsync, default);
            Assert.Equal(HandoverKind.Later, outcome.Kind);
        }

        Assert.Equal(0, _begun);
        Assert.DoesNotContain(server.Heard, said => said.StartsWith("AUTH", StringComparison.Ordinal) || said.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("235 2.7.0 welcome", HandoverKind.Accepted)]
    [InlineData("535 5.7.8 no", HandoverKind.Later)]
    public async Task Somebody_who_may_not_sign_in_tries_again_later(string reply, HandoverKind kind)
    {
        await using var server = new ScriptedServer((_, command) => command.StartsWith("EHLO", StringComparison.Ordinal) ? "250-here\r\n250 AUTH PLAIN" : command.StartsWith("AUTH", StringComparison.Ordinal) ? reply : ScriptedServer.Usual(command));
        var outcome = await _send.HandOverAsync(Letters.Mail(Letters.One()), Server(server.Port) with { User = "elf", Password = "secret" }, BeginAsync, default);

        Assert.Equal(kind, outcome.Kind);
        Assert.Contains(server.Heard, said => said == "AUTH PLAIN " + Convert.ToBase64String("\0elf\0secret"u8));
    }

    // Nagle's algorithm held each mail above 4 kB for 45 ms.
    [Fact]
    public async Task Its_connections_send_small_parts_at_once()
    {
        await using var server = new ScriptedServer((_, command) => ScriptedServer.Usual(command));
        Assert.Equal(HandoverKind.Accepted, (await SendAsync(Letters.Mail(Letters.One()), server.Port)).Kind);
        var line = await _pool.RentAsync(Server(server.Port), default);

        Assert.Equal((1, true, true), (line.Mails, line.Socket.Connected, line.Socket.NoDelay));
        await _pool.ReturnAsync(line);
    }

    private static SmtpServer Server(int port, int seconds = 30) => new("127.0.0.1", port, SmtpSecurity.None) { SendTimeout = TimeSpan.FromSeconds(seconds) };

    private Task<Handover> SendAsync(Mail mail, int port, int seconds = 30)
        => _send.HandOverAsync(mail, Server(port, seconds), BeginAsync, default);

    private Task<bool> BeginAsync(CancellationToken cancellationToken)
    {
        _begun++;
        return Task.FromResult(true);
    }
}
