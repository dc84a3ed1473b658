using System.Net;
using System.Net.Sockets;
using System.Text;
using Crm.Email.Compose;
using MailKit.Net.Smtp;
using MimeKit;

namespace Crm.Email.Smtp;

/// <summary>A connection to a mail server; one mail at a time.</summary>
internal sealed class SmtpLine : SmtpClient
{
    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(2);

    private readonly Transcript _transcript;

    private SmtpLine(SmtpServer server, Socket socket, Transcript transcript) : base(transcript)
    {
        (Server, Socket, _transcript) = (server, socket, transcript);
        // As .NET does by itself: a list of revoked certificates that cannot be fetched would stop all mail.
        CheckCertificateRevocation = false;
        Timeout = (int)server.SendTimeout.TotalMilliseconds;
    }

    public SmtpServer Server { get; }

    public Socket Socket { get; }

    /// <summary>Mails handed over on it.</summary>
    public int Mails { get; private set; }

    /// <summary>Whether the server may have begun to take the mail that is being handed over: from here on it may have arrived.</summary>
    public bool MayHaveBegun { get; private set; }

    /// <summary>Whether the server takes addresses with other characters than ASCII before their @.</summary>
    public bool TakesUtf8 => Capabilities.HasFlag(SmtpCapabilities.UTF8);

    /// <summary>The refusal of the last mail; null when there was none.</summary>
    public SmtpReply? Refusal() => _transcript.Refusal();

    /// <summary>Connects and signs in.</summary>
    public static async Task<SmtpLine> OpenAsync(SmtpServer server, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(server.ConnectTimeout);
        // Small parts of a mail leave at once: with Nagle's algorithm each mail above 4 kB waits about 45 ms for an acknowledgement.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        SmtpLine? line = null;
        try
        {
            line = new SmtpLine(server, socket, new Transcript());
            await socket.ConnectAsync(server.Host, server.Port, patience.Token);
            await line.ConnectAsync(socket, server.Host, server.Port, server.Options, patience.Token);
            if (server.User.Length > 0)
            {
                await line.AuthenticateAsync(Encoding.UTF8, new NetworkCredential(server.User, server.Password), patience.Token);
            }

            return line;
        }
        catch
        {
            line?.Dispose();
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Hands a mail over; returns when the server has taken it.</summary>
    public async Task HandOverAsync(Mail mail, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Server.SendTimeout);
        _transcript.Begin();
        (MayHaveBegun, Mails) = (false, Mails + 1);
        await SendAsync(mail.Format, mail.Message, mail.Sender, [mail.Recipient], patience.Token);
    }

    /// <summary>Takes leave of the server, which else would take the end for a fault.</summary>
    public async Task LeaveAsync()
    {
        using var patience = new CancellationTokenSource(s_farewell);
        await DisconnectAsync(quit: true, patience.Token);
        Dispose();
    }

    /// <summary>The mail's text follows at once.</summary>
    protected override void OnRecipientAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) => MayHaveBegun = true;
}
