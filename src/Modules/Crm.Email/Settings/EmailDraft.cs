using Crm.Email.Smtp;

namespace Crm.Email.Settings;

/// <summary>What can be said of how mails leave.</summary>
internal sealed class EmailDraft
{
    public EmailTransport Transport { get; set; }

    public string? Host { get; set; }

    public int Port { get; set; } = 587;

    public SmtpSecurity Security { get; set; }

    public string? User { get; set; }

    /// <summary>Blank to keep the one there is.</summary>
    public string? Password { get; set; }

    public string? SenderName { get; set; }

    public string? SenderAddress { get; set; }

    public string? SendingDomain { get; set; }

    public bool SignsMails { get; set; }

    public string? DkimDomain { get; set; }

    public string? DkimSelector { get; set; }

    /// <summary>PEM; blank to keep the one there is.</summary>
    public string? DkimKey { get; set; }

    public static EmailDraft Of(EmailSettings settings) => new()
    {
        Transport = settings.Transport, Host = settings.Host, Port = settings.Port, Security = settings.Security, User = settings.User, SenderName = settings.SenderName, SenderAddress = settings.SenderAddress,
        SendingDomain = settings.SendingDomain, SignsMails = settings.SignsMails, DkimDomain = settings.DkimDomain, DkimSelector = settings.DkimSelector,
    };

    /// <summary>As it is stored, without the secrets.</summary>
    public EmailSettings ToSettings() => new()
    {
        Transport = Transport, Host = Clean(Host), Port = Port, Security = Security, User = Clean(User), SenderName = Compose.OneLine.Of(SenderName ?? ""), SenderAddress = Contacts.Points.EmailAddress.Normalize(SenderAddress) ?? "",
        SendingDomain = Domain(SendingDomain), SignsMails = SignsMails, DkimDomain = Domain(DkimDomain), DkimSelector = Clean(DkimSelector),
    };

    /// <summary>A domain in lower-case ASCII; as it was typed when it is none.</summary>
    private static string Domain(string? typed)
        => Clean(typed) is { Length: > 0 } text ? Contacts.Points.EmailAddress.Normalize("x@" + text)?[2..] ?? text : "";

    private static string Clean(string? text) => text?.Trim() ?? "";
}
