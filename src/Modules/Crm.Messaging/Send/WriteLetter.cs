using Crm.Contacts.Duplicates.Merge;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Messaging.Channels;
using Crm.Messaging.Messages;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Messaging.Send;

/// <summary>Makes the letter of a message, as it leaves now, or says why it does not leave; scoped.</summary>
internal sealed class WriteLetter(ISession session, IContentManager content, IEnumerable<IChannel> channels, MergedInto merged, SendChecks checks)
{
    /// <summary>The letter; or how the message stands from now on.</summary>
    public async Task<(Letter? Letter, Decision? Decision)> WriteAsync(Message message, CancellationToken cancellationToken)
    {
        // Who became somebody else in a merge is written to as who they are now.
        var person = await content.GetAsync(message.PersonId, VersionOptions.Latest) ?? (await merged.FindAsync(message.PersonId, cancellationToken) is { } survivor ? await content.GetAsync(survivor, VersionOptions.Latest) : null);
        if (person?.As<PersonPart>() is not { } part)
        {
            return (null, new Decision(MessageState.Excluded, Reasons.NoPerson));
        }

        if (part.DiedOn is not null)
        {
            return (null, new Decision(MessageState.Excluded, Reasons.Died));
        }

        if (channels.FirstOrDefault(one => one.Name == message.Channel) is not { } channel)
        {
            return (null, new Decision(MessageState.Excluded, Reasons.NoChannel));
        }

        if (channel.AddressOf(person) is not { } address)
        {
            return (null, new Decision(MessageState.Excluded, Reasons.NoAddress));
        }

        var text = (await (await session.GetConnectionAsync()).GetTable<MessageText>().FirstOrDefaultAsync(row => row.Id == message.TextId, cancellationToken))!;
        if (await checks.AskAsync(message, text, person, cancellationToken) is { } decision)
        {
            return (null, decision);
        }

        return (Of(message, text, address, person.DisplayText ?? "", message.FirstTriedUtc ?? message.CreatedUtc), null);
    }

    /// <summary>The letter of these words.</summary>
    public static Letter Of(Message message, MessageText text, string address, string name, DateTime utc)
        => new(message.MessageId, message.PersonId, utc, address, name, new LetterSender(text.SenderName, text.SenderAddress), text.Subject, text.Html, text.Text, text.Language);
}
