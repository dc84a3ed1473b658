using System.Text.Json.Serialization;
using Crm.Email.Smtp;

namespace Crm.Email.Settings;

/// <summary>By which way mails leave.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EmailTransport>))]
public enum EmailTransport
{
    /// <summary>None leaves: each is kept in the mailbox.</summary>
    Mailbox,

    /// <summary>By a mail server.</summary>
    Smtp,
}

/// <summary>How mails leave; a section of the site's settings. What is secret stands in <see cref="EmailSecrets"/>.</summary>
public sealed class EmailSettings
{
    /// <summary>The way.</summary>
    public EmailTransport Transport { get; set; }

    /// <summary>The mail server's name or address.</summary>
    public string Host { get; set; } = "";

    /// <summary>Its port.</summary>
    public int Port { get; set; } = 587;

    /// <summary>How the way to it is secured.</summary>
    public SmtpSecurity Security { get; set; }

    /// <summary>Whom to sign in as; blank for nobody.</summary>
    public string User { get; set; } = "";

    /// <summary>Whose name letters bear that bear none; blank for the site's.</summary>
    public string SenderName { get; set; } = "";

    /// <summary>The address that letters come from, when their writer has none within the sending domain.</summary>
    public string SenderAddress { get; set; } = "";

    /// <summary>The domain that mails are of; blank for that of the sender's address.</summary>
    public string SendingDomain { get; set; } = "";

    /// <summary>Whether mails are signed (DKIM): when the key's record stands in DNS.</summary>
    public bool SignsMails { get; set; }

    /// <summary>The domain that signs: the sending domain or one above it; blank for the sending domain.</summary>
    public string DkimDomain { get; set; } = "";

    /// <summary>The name of the key below that domain.</summary>
    public string DkimSelector { get; set; } = "";

    /// <summary>The folder, in the tenant's own, that incoming mails are taken from; blank for none.</summary>
    public string MailFolder { get; set; } = "";
}

/// <summary>The secrets of mails; a document. Both are encrypted with the tenant's keys.</summary>
public sealed class EmailSecrets
{
    /// <summary>The password at the mail server; blank for none.</summary>
    public string Password { get; set; } = "";

    /// <summary>The private key that signs, PEM; blank for none.</summary>
    public string DkimKey { get; set; } = "";
}
