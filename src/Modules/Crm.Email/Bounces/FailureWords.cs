namespace Crm.Email.Bounces;

/// <summary>Words by which mail servers say to people that something was not delivered, as data; in the form of <see cref="SmtpAnswer.Comparable"/>.</summary>
internal static class FailureWords
{
    // How much of a text is looked at, in characters.
    private const int Beginning = 2000;

    private static readonly char[] _marks = [' ', '*', '[', ']', '(', ')', '-', '!', '#'];

    private static readonly string[] _subjects =
    [
        "undeliver", "un-deliver", "not deliver", "non-deliver", "non deliver", "nondeliver", "failed mail", "failed delivery", "failure notice", "failure delivery", "returned mail", "returned to sender",
        "mail delivery", "mail system error", "mail failure", "mail failed", "message delivery", "message undeliver", "message could not", "message you sent", "delivery status", "delivery fail", "delivery error",
        "delivery report", "delivery notif", "delivery has fail", "delivery delayed", "delivery problem", "delayed mail", "warning: could not", "warning: message", "could not send", "could not deliver",
        "unable to deliver", "rejected:", "permanent fail", "permanent delivery", "automatically rejected mail", "postmaster notify", "postmaster] email delivery", "postfix smtp server", "email not", "email could not",
        "email delivery", "e-mail not", "e-mail could not", "e-mail delivery", "your email could not", "your e-mail could not", "your message could not", "your message was not", "your message cannot",
        "echec de", "echec d ", "non remis", "message non", "courrier non", "non distribu", "non delivr", "retour a l expediteur", "avis de non",
        "unzustellbar", "nicht zustellbar", "zustellung", "fehler bei der", "non recapitabile", "mancato recapito", "no se puede entregar", "no se pudo entregar", "no entregado", "devolucion", "onbestelbaar",
    ];

    private static readonly string[] _texts =
    [
        "not be delivered", "not delivered", "not deliver", "undeliverable", "unable to deliver", "failed to deliver", "delivery failed", "delivery to the following", "did not reach", "transcript of session",
        "no such user", "could not be sent", "has been returned", "been postponed", "delivery attempts", "permanent error",
        "pu etre delivre", "pas ete remis", "pu etre remis", "nicht zugestellt", "no se pudo entregar", "non recapitat",
    ];

    /// <summary>Whether a subject begins as theirs do.</summary>
    public static bool InSubject(string subject)
    {
        var words = SmtpAnswer.Comparable(subject).TrimStart(_marks);
        return Array.Exists(_subjects, beginning => words.StartsWith(beginning, StringComparison.Ordinal));
    }

    /// <summary>Whether the beginning of a text speaks as theirs do.</summary>
    public static bool InText(string text)
    {
        var words = SmtpAnswer.Comparable(text[..Math.Min(Beginning, text.Length)]);
        return Array.Exists(_texts, phrase => words.Contains(phrase, StringComparison.Ordinal));
    }
}
