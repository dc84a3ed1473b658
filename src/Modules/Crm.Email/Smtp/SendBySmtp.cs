using System.Net.Sockets;
using Crm.Email.Compose;
using Crm.Messaging.Channels;
using MailKit;
using MailKit.Security;
using Microsoft.Extensions.Localization;

namespace Crm.Email.Smtp;

/// <summary>
/// Hands mails to a server and says what became of each:
/// <list type="table">
/// <item><term>the server took it</term><description>Accepted</description></item>
/// <item><term>it answered 4xx, at any step</term><description>Later</description></item>
/// <item><term>it answered 5xx, at any step</term><description>Refused</description></item>
/// <item><term>no connection, or it broke before the recipient was accepted</term><description>Later</description></item>
/// <item><term>it broke, or took too long, after that</term><description>Unknown</description></item>
/// </list>
/// </summary>
internal sealed class SendBySmtp(SmtpPool pool, IStringLocalizer<SendBySmtp> s)
{
    /// <param name="begin">Asked once, right before the first command of the mail.</param>
    public async Task<Handover> HandOverAsync(Mail mail, SmtpServer server, Func<CancellationToken, Task<bool>> begin, CancellationToken cancellationToken)
    {
        var (line, fault) = await ConnectAsync(() => pool.RentAsync(server, cancellationToken));
        if (line is null)
        {
            return fault!;
        }

        var isReused = line.Mails > 0;
        try
        {
            if (mail.NeedsUtf8 && !line.TakesUtf8)
            {
                return new Handover(HandoverKind.Refused, "550 5.6.7", s["The mail server does not take addresses with accents before the @."]);
            }

            if (!await begin(cancellationToken))
            {
                return new Handover(HandoverKind.Stopped);
            }

            var (outcome, isWorthAnother) = await TryAsync(line, mail, cancellationToken);
            if (!isReused || !isWorthAnother)
            {
                return outcome;
            }

            // It had waited, and the server had left meanwhile or wanted to: nothing was begun, so another one is tried at once.
            await line.LeaveAsync();
            (line, fault) = await ConnectAsync(() => SmtpLine.OpenAsync(server, cancellationToken));
            return line is null ? fault! : (await TryAsync(line, mail, cancellationToken)).Outcome;
        }
        finally
        {
            if (line is not null)
            {
                await pool.ReturnAsync(line);
            }
        }
    }

    private async Task<(SmtpLine? Line, Handover? Fault)> ConnectAsync(Func<Task<SmtpLine>> connect)
    {
        try
        {
            return (await connect(), null);
        }
        catch (Exception fault) when (IsOutside(fault))
        {
            return (null, Unreached(fault));
        }
    }

    private async Task<(Handover Outcome, bool IsWorthAnother)> TryAsync(SmtpLine line, Mail mail, CancellationToken cancellationToken)
    {
        try
        {
            await line.HandOverAsync(mail, cancellationToken);
            return (new Handover(HandoverKind.Accepted), false);
        }
        catch (Exception fault) when (IsOutside(fault))
        {
            if (line.Refusal() is { } refusal)
            {
                return (refusal.ToHandover(), refusal.EndsConnection && !line.MayHaveBegun);
            }

            return line.MayHaveBegun
                ? (new Handover(HandoverKind.Unknown, "", SmtpReply.Shorten(s["The connection broke while the mail was handed over: {0}", fault.Message])), false)
                : (Unreached(fault), !cancellationToken.IsCancellationRequested);
        }
    }

    private Handover Unreached(Exception fault) => new(HandoverKind.Later, "", SmtpReply.Shorten(s["The mail server could not be reached: {0}", fault.Message]));

    private static bool IsOutside(Exception fault)
        => fault is ProtocolException or CommandException or IOException or SocketException or TimeoutException or OperationCanceledException or AuthenticationException or SslHandshakeException or ServiceNotConnectedException or ServiceNotAuthenticatedException or NotSupportedException;
}
