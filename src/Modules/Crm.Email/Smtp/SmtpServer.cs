using System.Text.Json.Serialization;
using MailKit.Security;

namespace Crm.Email.Smtp;

/// <summary>How the way to a mail server is secured.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SmtpSecurity>))]
public enum SmtpSecurity
{
    /// <summary>The connection begins in the clear and is secured before anything is said (STARTTLS); a server that cannot gets nothing.</summary>
    StartTls,

    /// <summary>Secured from its first byte.</summary>
    Tls,

    /// <summary>In the clear: for a server on the same machine or within the house.</summary>
    None,
}

/// <summary>A mail server that takes our mails.</summary>
/// <param name="User">Blank for none.</param>
internal sealed record SmtpServer(string Host, int Port, SmtpSecurity Security = SmtpSecurity.StartTls, string User = "", string Password = "")
{
    /// <summary>How long connecting and signing in may take.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long handing a mail over may take; after it nobody knows what became of the mail, so it is long.</summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The same in MailKit's words.</summary>
    public SecureSocketOptions Options => Security switch
    {
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect, SmtpSecurity.StartTls => SecureSocketOptions.StartTls, _ => SecureSocketOptions.None,
    };
}
