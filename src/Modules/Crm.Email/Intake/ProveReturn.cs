using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Email.Bounces;
using Crm.Email.Compose;
using Crm.Kernel.Data;
using Crm.Messaging.Returns;
using LinqToDB.Async;

namespace Crm.Email.Intake;

/// <summary>The message of ours that a mail proves to be about.</summary>
/// <param name="PersonId">Whom it was sent to, as who they are now.</param>
/// <param name="Recipient">What the mail says of the address that it was sent to; null when it speaks of others only.</param>
internal sealed record ProvenReturn(string MessageId, string PersonId, ReportedRecipient? Recipient);

/// <summary>
/// Which message of ours a mail is about. A mail is what its writer claims: proof is the address that was made for the message (its token is signed), or the message's id, which nobody guesses,
/// together with the address that it was sent to. Scoped.
/// </summary>
internal sealed class ProveReturn(ISession session, ReturnPath returnPath, MessageReturns returns)
{
    private const string Channel = "email";
    private const int IdLength = 26;

    /// <summary>The message; null when nothing is proven.</summary>
    public async Task<ProvenReturn?> OfAsync(IncomingMail mail, ReceivedMessage message, CancellationToken cancellationToken)
    {
        foreach (var address in ReturnAddresses(mail, message))
        {
            if (await returnPath.MessageOfAsync(address) is { } token && await returns.PersonOfAsync(Channel, token, cancellationToken) is { } person)
            {
                return new ProvenReturn(token, person, await MatchAsync(mail, token, cancellationToken));
            }
        }

        var isReport = mail.Kind is IncomingKind.Bounce or IncomingKind.Complaint;
        foreach (var id in Ids(mail))
        {
            if (await returns.PersonOfAsync(Channel, id, cancellationToken) is { } person)
            {
                var told = await MatchAsync(mail, id, cancellationToken);
                if (told is not null || (!isReport && await IsOfPersonAsync(person, message.From.Address, cancellationToken)))
                {
                    return new ProvenReturn(id, person, told);
                }
            }
        }

        return null;
    }

    /// <summary>The message and person that a mail seems to be about, for somebody to look at: nothing is proven.</summary>
    public async Task<(string MessageId, string PersonId)?> SeemsAsync(IncomingMail mail, string from, CancellationToken cancellationToken)
    {
        foreach (var id in Ids(mail))
        {
            if (await returns.PersonOfAsync(Channel, id, cancellationToken) is { } person)
            {
                return (id, person);
            }
        }

        return await PeopleOfAsync(from, cancellationToken) is [var only] ? ("", only) : null;
    }

    /// <summary>Whether that is an address of that person.</summary>
    public async Task<bool> IsOfPersonAsync(string personId, string address, CancellationToken cancellationToken) => (await PeopleOfAsync(address, cancellationToken)).Contains(personId);

    private async Task<IReadOnlyList<string>> PeopleOfAsync(string address, CancellationToken cancellationToken)
    {
        if (EmailAddress.Normalize(address) is not { } normalized)
        {
            return [];
        }

        var key = EmailAddress.Key(normalized);
        return await session.QueryIndex<ContactPointIndex>().Where(row => row.Kind == "email" && row.Key == key).Select(row => row.ContentItemId).Distinct().Take(20).ToListAsync(cancellationToken);
    }

    // What the mail says of the address that the message went to; of what names none, all it says.
    private async Task<ReportedRecipient?> MatchAsync(IncomingMail mail, string messageId, CancellationToken cancellationToken)
    {
        foreach (var told in mail.Recipients)
        {
            foreach (var address in new[] { told.Address, told.FinalAddress }.Where(address => address.Length > 0).Distinct())
            {
                if (EmailAddress.Normalize(address) is { } normalized && await returns.WentToAsync(Channel, messageId, normalized, cancellationToken))
                {
                    return told;
                }
            }
        }

        return null;
    }

    // A feedback loop sends its report elsewhere, and tells where the message came from.
    private static IEnumerable<string> ReturnAddresses(IncomingMail mail, ReceivedMessage message)
    {
        var told = mail.Kind != IncomingKind.Complaint ? []
            : HeaderBlock.Parse(message.Part("message/feedback-report")?.Text ?? "").Select(block => block["Original-Mail-From"]).Concat(message.Parts.Select(part => part.Headers["Return-Path"])).Select(DeliveryReport.AddressOf);
        return told.Prepend(mail.ReturnAddress).Where(address => address.Length > 0);
    }

    private static IEnumerable<string> Ids(IncomingMail mail) => mail.MessageIds.Select(id => id.Split('@')[0]).Where(id => id.Length == IdLength && id.All(char.IsAsciiLetterOrDigit)).Distinct(StringComparer.Ordinal);
}
