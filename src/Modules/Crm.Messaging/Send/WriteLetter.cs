using System.Text.Encodings.Web;
using Crm.Contacts.Duplicates.Merge;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Messaging.Channels;
using Crm.Messaging.Messages;
using Crm.Messaging.Preferences;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Send;

/// <summary>Makes the letter of a message, as it leaves now, or says why it does not leave; scoped.</summary>
internal sealed class WriteLetter(ISession session, IContentManager content, IEnumerable<IChannel> channels, MergedInto merged, SendChecks checks, LeaveLinks links, TimeProvider time, IStringLocalizer<WriteLetter> s)
{
    private static readonly TimeSpan s_lookAgain = TimeSpan.FromMinutes(15);

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

        var way = message.Class == (int)MessageClass.Marketing ? await links.OfAsync(message) : null;
        if (way is null && message.Class == (int)MessageClass.Marketing)
        {
            return (null, Decision.HoldUntil(time.GetUtcNow().UtcDateTime + s_lookAgain, Reasons.NoWayOut));
        }

        var from = new LetterSender(text.SenderName, text.SenderAddress);
        var utc = message.FirstTriedUtc ?? message.CreatedUtc;
        return (new Letter(
            message.MessageId, message.PersonId, utc, address, person.DisplayText ?? "", from, text.Subject, way is null ? text.Html : WithWayOut(text.Html, way.Value.Page), way is null ? text.Text : $"{text.Text}\n\n-- \n{s["What you want to get from us:"]} {way.Value.Page}\n",
            text.Language, way?.Leave), null);
    }

    private string WithWayOut(string html, string page)
    {
        var line = $"<p style=\"font-size:12px\"><a href=\"{HtmlEncoder.Default.Encode(page)}\">{HtmlEncoder.Default.Encode(s["What you want to get from us"])}</a></p>";
        var end = html.LastIndexOf("</body>", StringComparison.OrdinalIgnoreCase);
        return html.Length == 0 ? "" : end < 0 ? html + line : html.Insert(end, line);
    }
}
