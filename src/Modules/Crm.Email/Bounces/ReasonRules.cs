using R = Crm.Email.Bounces.BounceReason;

namespace Crm.Email.Bounces;

/// <summary>
/// What words of receivers mean, as data: the first rule of which a phrase is found wins. Reasons that speak against the sender or the content come before those that speak against the
/// address, so that an address is given up only where nothing else is said. In a phrase <c>*</c> is anything within 40 characters. Written from what servers are known to say and from their makers' manuals.
/// </summary>
internal static class ReasonRules
{
    private const int Gap = 40;

    // Enhanced codes that say that somebody is not allowed.
    private const string Refusal = "7.";

    private static readonly (R Reason, string[][] Phrases, string Unless)[] _rules =
    [
        .. Rules("",
            (R.NotCompliantRfc,
            [
                "no resent-from", "not * rfc * compliant", "rfc 5322", "rfc5322", "rfc 2822", "rfc2822", "rfc 822 compliant", "multiple * addresses in from", "multiple from", "duplicate header",
                "duplicated header", "more than one from", "missing * header", "header * missing", "no valid from", "bare lf", "bare newline", "bare linefeed", "invalid header",
                "malformed header", "headers are not",
            ]),
            (R.AuthFailure,
            [
                "spf record", "signature spf", "dmarc", "spf check", "spf * fail", "fail* spf", "spf validation", "sender policy framework", "dkim",
                "authentication checks failed", "unauthenticated email", "unauthenticated mail", "email authentication", "not pass authentication", "authentication results",
                "domainkeys",
            ]),
            (R.RequirePtr,
            [
                "reverse dns", "ptr record", "ptr * record", "rdns", "no ptr", "reverse lookup", "reverse hostname", "reverse host name", "cannot find your hostname",
                "cannot find your host name", "cannot resolve your", "dns ptr", "forward-confirmed", "pointer record", "without a reverse", "reverse mapping",
            ]),
            (R.BadReputation, ["reputation", "senderscore", "sender score", "user complaints", "complaints from users"]),
            (R.VirusDetected, ["virus", "malware", "trojan", "infected", "phishing url"]),
            (R.MesgTooBig,
            [
                "maximum incoming message size", "maximum * size", "message too large", "message too big", "message is too large", "message is too big", "too large * message", "message size exceed", "size * exceeds",
                "exceeds * size", "exceeds * maximum message", "maximum message size", "message file too big", "message length exceeds", "size limit exceeded for message",
                "message larger than", "message trop volumineux", "taille * message depasse",
            ]),
            (R.SpamDetected,
            [
                "- spam", "probability of spam", "of spam", "detected as spam", "spam detected", "identified as spam", "considered spam", "considered to be spam",
                "classified as spam", "marked as spam", "rejected as spam", "looks like spam", "likely spam", "probable spam", "suspected spam", "suspected to be spam",
                "appears to be spam", "is spam", "as spam", "spam message", "spam mail", "spam content", "spam-like", "spam score", "score of spam", "spam filter",
                "spam detection", "spam rejected", "spam blocked", "blocked as spam", "anti-spam", "antispam", "anti spam", "unsolicited", " ube ", " ube,", " uce ", " uce,",
                "junk mail", "junk e-mail", "bulk mail", "contains spam", "message * spam", "ofr_506", "ofr506", "lpn_506", "contenu * spam", "courrier indesirable",
            ]),
            (R.ContentError,
            [
                "blocked because its content", "potential security issue", "- banned", "banned name", "content rejected", "message content", "mail content", "content denied",
                "content * not acceptable", "attachment * not allowed", "attachment * not accepted", "attachment * blocked", "prohibited attachment", "illegal attachment",
                "forbidden attachment", "unacceptable attachment", "executable file", "suspicious content", "banned content", "8bit * not supported", "charset * not",
            ]),
            (R.MailboxFull,
            [
                "mailfolder * full", "too much mail", "full mailbox", "quota violation", "mail storage", "mailbox full", "mailbox is full", "mailbox * is full", "mailbox * full", "mail box full", "inbox is full", "inbox full", "quota exceed", "quota * exceed",
                "exceed* quota", "over quota", "overquota", "over * quota", "out of storage", "storage space", "disk quota", "out of disk", "not enough disk space",
                "not enough storage", "exceeded storage", "mailbox size limit", "mailbox limit", "mailbox has exceeded", "mailbox exceeded", "too many messages in",
                "recipient storage full", "mail quota", "mailbox quota", "boite * pleine", "boite * saturee", "quota * depasse", "depasse * quota", "postfach * voll",
                "casella * piena", "buzon * lleno",
            ]),
            (R.Suspend,
            [
                "boite * archivee", "archived recipient", "mailbox * archived", "user * terminated", "account * disabled", "account * suspended", "account * deactivated",
                "account * locked", "account * blocked", "account * frozen", "account * inactive", "account * on hold", "mailbox * disabled", "mailbox * suspended",
                "mailbox * frozen", "mailbox * inactive", "mailbox * locked", "mailbox * deactivated", "mailbox * blocked", "user * disabled", "user * suspended", "user * locked",
                "user * inactive", "inactive user", "inactive account", "disabled account", "suspended account", "disabled user", "recipient * suspended", "recipient * disabled",
                "recipient * inactive", "account expired", "temporarily suspended * account", "compte * suspendu", "compte * desactive", "compte * bloque", "boite * suspendue",
                "boite * desactivee", "adresse * desactivee", "utilisateur * inactif",
            ]),
            (R.Speeding,
            [
                "frequency limited", "rate limit", "ratelimit", "rate-limit", "rate limited", "throttl", "too fast", "too quickly", "too frequent", "sending rate",
                "receiving mail at a rate", "unusual rate", "mail flood", "limit exceeded * hour", "hourly limit", "daily limit", "daily sending", "exceeded * limit",
                "messages per", "too many messages", "too many emails", "too many mails", "too many recipients", "slow down", "trop de messages",
            ]),
            (R.TooManyConn,
            [
                "too many connections", "too many concurrent", "too many simultaneous", "too many sessions", "maximum number of connections", "connections from * exceeded",
                "concurrent connections", "too many smtp sessions", "trop de connexions",
            ]),
            (R.Blocked,
            [
                "connections will not", "connections * not be accepted", "service refuse", "aup#", "access denied * your ip", "blocked using", "blocked by", "blocked for",
                "blocked due", "blocked - see", "blocked because", "is blocked", "been blocked", "blocked ip", "blacklist", "black list", "black-list", "blocklist", "block list",
                "blocklisted", "denylist", "is listed", "are listed", "currently listed", "listed at", "listed on", "listed in * list", "rbl ", "rbl.", "dnsbl", "spamhaus",
                "spamcop", "barracuda", "banned", "client host rejected", "client host blocked", "host rejected", "helo command rejected", "bad helo", "invalid helo",
                "connection rejected", "connection refused by policy", "refused to talk to me", "temporarily deferred", "temporarily rejected", "your ip", "ip address * blocked",
                "ip address * rejected", "ip address * not allowed", "sending ip", "sender ip", "ip source bloquee", "adresse ip", "your host", "your mail server", "your server",
                "not accept* from your", "dynamic ip", "dialup", "dial-up", "residential", "too many bad commands", "too many errors", "too many invalid recipients",
            ]),
            (R.NoRelaying,
            [
                "allowed rcpthosts", "list of allowed", "smtp authentication", "relay access denied", "relaying denied", "relay denied", "relaying not", "relay not",
                "relay * prohibited", "unable to relay", "not permitted to relay", "not allowed to relay", "no relaying", "cannot relay", "do not relay", "relaying mail",
                "authentication is required for relay", "not a relay", "not an open relay", "email address is not verified", "not a gateway", "relaying is prohibited",
                "not configured to relay", "not a registered gateway", "relais refuse",
            ]),
            (R.FailedStarttls,
            [
                "must issue a starttls", "starttls is required", "starttls required", "requires encryption", "encryption required", "tls required", "requires tls", "require tls",
                "tls * mandatory",
            ]),
            (R.Rejected,
            [
                "callout", "domain may not exist", "sender address rejected", "domain of sender", "sender domain", "sender s domain", "sender denied", "sender rejected",
                "sender refused", "sender blocked", "sender is on", "invalid sender", "bad sender", "sender unknown", "unknown sender", "sender verify failed",
                "sender verification", "sender not allowed", "sender address", "from address", "mail from * not", "mail from * reject", "return address", "envelope sender",
                "envelope from", "invalid domain in from", "null sender", "empty envelope", "expediteur refuse", "expediteur invalide",
            ]),
            (R.SecurityError,
            [
                "authentication required", "authentication is required", "must authenticate", "unauthenticated sender", "not authorized", "not authorised", "unauthorized",
                "permission denied", "not permitted", "not allowed to send", "delivery not authorized", "no permission", "don t have permission", "restricted", "resolver.rst",
                "secure connection", "private mailbox", "accepts mail only from",
            ]),
            (R.PolicyViolation, ["administrative prohibition", "administratively", "protocol violation", "policy", "policies", "security reasons", "terms of service", "politique"]),
            (R.OnHold, ["greylist", "graylist", "grey list", "gray list", "greylisted", "grey-list", "postgrey", "try again in", "come back later", "put on hold"]),
            (R.Expired,
            [
                "within the allowed queue period", "delivery failed * attempts", "has not been collected", "aborted after", "in the queue too long", "message expired", "envelope expired", "has expired", "retry timeout exceeded", "retry time not reached", "delivery time expired",
                "maximum queue", "queue lifetime", "too long in queue", "in queue too long", "has been delayed", "is delayed", "been delayed", "delivery delayed",
                "not yet been delivered", "not yet received", "still being retried", "warning message only", "this is a warning", "unable to deliver in",
                "could not be delivered for", "not been able to deliver", "did not accept our requests to connect", "delivery temporarily suspended", "messages have been queued",
                "n a pas encore",
            ]),
            (R.NetworkError,
            [
                "mail exchanger failed", "server unavailable or busy", "could not find a gateway", "not found, try again", "able to establish an smtp connection", "failing for a long time", "points to local host", "host lookup did not complete", "read error",
                "connection refused", "connection timed out", "connection timeout", "timed out", "timeout", "lost connection", "connection lost", "connection reset",
                "connection closed", "connection dropped", "connection died", "could not connect", "unable to connect", "failed to connect", "cannot connect", "no route to host",
                "network is unreachable", "network unreachable", "network error", "network failure", "socket error", "broken pipe", "mail loop", "loops back", "looping",
                "loop detected", "mail loops", "too many hops", "hop count", "too many received", "forwarded more than", "tls handshake", "tls failure", "certificate",
                "temporary lookup", "temporary failure in name", "dns lookup", "dns temporary", "name server timeout", "nameserver * fail", "unable to resolve",
                "try again later * dns", "servfail", "unexpected name server reply", "connect to * port",
            ]),
            (R.NotAccept,
            [
                "no smtp service", "does not accept mail", "does not accept email", "doesn t accept mail", "doesn t accept email", "never accepts mail", "null mx", "nullmx",
                "no mail accepted", "does not receive mail", "not configured to receive",
            ]),
            (R.HostUnknown,
            [
                "point to non-existent hosts", "no route found", "no route to domain", "host unknown", "unknown host", "host not found", "no such host", "domain not found",
                "no such domain", "unknown domain", "domain unknown", "domain does not exist", "domain doesn t exist", "domain * couldn t be found", "domain * could not be found",
                "domain name not found", "domain * not exist", "nxdomain", "non-existent domain", "nonexistent domain", "non-existent host", "host or domain name not found",
                "name or service not known", "invalid domain", "bad destination host", "bad destination system", "illegal host", "could not find host", "couldn t find any host",
                "could not find any host", "can t find host", "cannot find host", "no dns entry", "no a or mx", "no mx or a", "no mx record", "unable to look up host",
                "unrouteable mail domain", "unrouteable domain", "domain is not valid", "domain is not reachable", "no mx found", "domaine inconnu", "domaine * existe pas",
            ]),
            (R.HasMoved, ["has moved", "has been replaced by", "address * changed to", "new address is", "please use * instead", "nouvelle adresse"]),
            (R.UserUnknown,
            [
                "addressee unknown", "invalid final delivery userid", "final email delivery point", "name is not recognized", "illegal user", "matches to nameserver query", "address * wrong", "not a valid user", "user not recognized", "illegal alias", "unknown alias", "user unknown", "unknown user", "user * unknown", "user is unknown", "no such user", "user not found", "user * not found",
                "user does not exist", "user * not exist", "user doesn t", "no user", "not a known user", "user not known", "unknown local", "local part * unknown",
                "unknown recipient", "recipient unknown", "recipient not found", "recipient * not found", "recipnotfound", "recipientnotfound", "no such recipient",
                "recipient does not exist", "recipient * not exist", "not a valid recipient", "bad recipient", "mailbox not found", "mailbox * not found",
                "mailbox does not exist", "mailbox * not exist", "mailbox doesn t", "no mailbox", "no such mailbox", "unknown mailbox", "mailbox unknown", "invalid mailbox",
                "not a valid mailbox", "bad destination mailbox", "mailbox * invalid", "address unknown", "unknown address", "unknown email address", "unknown e-mail address",
                "unknown to address", "address not found", "address * not found", "address couldn t be found", "address * couldn t be found", "address * could not be found",
                "address does not exist", "address doesn t exist", "address * not exist", "no such address", "undeliverable address", "unrouteable address", "unroutable address",
                "unrouteable", "no such account", "account * not exist", "account does not exist", "account that you tried to reach does not exist", "account not found",
                "no account", "account * not found", "unknown account", "account is not available", "does not exist", "doesn t exist", "not exist", "not listed in",
                "not our customer", "no longer * employed", "no longer works", "no longer valid", "no longer in use", "no longer active", "user invalid", "invalid user",
                "no person", "not a local", "destinataire * invalide", "destinataire inconnu", "destinataire * inconnu", "utilisateur inconnu", "utilisateur * inconnu",
                "adresse inconnue", "adresse * inconnue", "adresse invalide", "adresse * existe pas", "boite * inexistante", "boite * existe pas", "compte inexistant",
                "compte * existe pas", "benutzer unbekannt", "empfanger unbekannt", "unbekannter empfanger", "utente sconosciuto", "destinatario sconosciuto",
                "usuario desconocido", "destinatario desconocido",
            ])),
        .. Rules(Refusal, // what says no more than "no": a code of security and policy is believed instead
            (R.UserUnknown,
            [
                "recipient address rejected", "recipient rejected", "recipient not", "recipient is not", "rejected recipient", "mailbox unavailable", "mailbox not available",
                "address rejected", "invalid recipient", "invalid address", "address is invalid", "address invalid", "no valid recipient", "no longer available", "was not found",
                "wasn t found", "mailbox name not allowed",
            ])),
        .. Rules("",
            (R.SystemFull, ["insufficient system", "insufficient disk", "no space left", "system storage", "system resources"]),
            (R.SystemError,
            [
                "server error", "system error", "internal error", "local error", "configuration error", "misconfigur", "transaction failed", "write error", "queue file",
                "resources temporarily", "service unavailable", "service not available", "service currently unavailable", "requested action aborted", "local problem",
                "local configuration", "could not load", "can t create", "cannot allocate", "unexpected failure", "database", "ldap", "temporarily unable",
                "temporarily unavailable", "not accepting network messages", "i/o error", "input/output", "out of memory", "permanent problems with the remote server",
                "unable to accept",
            ]),
            (R.MailerError,
            [
                "command output", "exit status", "exit code", "child process", "procmail", "pipe to", "mail handler", "command died", "command failed", "local delivery failed",
            ]),
            (R.SyntaxError,
            [
                "syntax error", "improper sequence", "bad sequence", "out of sequence", "need rcpt", "need mail", "command not recognized", "command not implemented",
                "command unrecognized", "unrecognized command", "unknown command", "parameter not implemented", "parameters not", "protocol error", "invalid parameter",
            ])),
    ];

    /// <summary>How many phrases there are.</summary>
    public static int Count => _rules.Sum(rule => rule.Phrases.Length);

    /// <summary>What the words mean; null when no rule knows them.</summary>
    /// <param name="words">In the form of <see cref="SmtpAnswer.Words"/>.</param>
    /// <param name="status">Enhanced code; blank for none.</param>
    public static R? Find(string words, string status)
    {
        foreach (var (reason, phrases, unless) in _rules)
        {
            if (Array.Exists(phrases, phrase => Holds(words, phrase)) && !(unless.Length > 0 && status.AsSpan(Math.Min(2, status.Length)).StartsWith(unless)))
            {
                return reason;
            }
        }

        return null;
    }

    private static bool Holds(string words, string[] phrase)
    {
        for (var from = words.IndexOf(phrase[0], StringComparison.Ordinal); from >= 0; from = words.IndexOf(phrase[0], from + 1, StringComparison.Ordinal))
        {
            var at = from + phrase[0].Length;
            var next = 1;
            while (next < phrase.Length && words.AsSpan(at, Math.Min(Gap + phrase[next].Length, words.Length - at)).IndexOf(phrase[next], StringComparison.Ordinal) is >= 0 and var found)
            {
                at += found + phrase[next++].Length;
            }

            if (next == phrase.Length)
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<(R Reason, string[][] Phrases, string Unless)> Rules(string unless, params (R Reason, string[] Phrases)[] rules)
        => rules.Select(rule => (rule.Reason, rule.Phrases.Select(phrase => phrase.Split('*', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToArray(), unless));
}
