using Crm.Contacts.Demo;
using Crm.Kernel.Data;
using Crm.Messaging.Messages;
using Crm.Messaging.StopList;
using LinqToDB;

namespace Crm.Messaging.Demo;

/// <summary>A message of the demo that a channel handed over.</summary>
/// <param name="MessageId">One of the scene's ids (<see cref="DemoScene.IdOf"/>): the row is cleared with the demo.</param>
/// <param name="Address">Where it went.</param>
public sealed record DemoLetter(string MessageId, string Action, string PersonId, string Channel, string Address, string Subject, string Text, DateTime SentUtc);

/// <summary>Where channels write what they handed over in the demo: without its row in the ledger nothing that comes back is known. Scoped.</summary>
public sealed class DemoLedger
{
    private const string Who = "Mère Noël";

    private readonly ISession _session;
    private readonly MessageTexts _texts;
    private readonly AddressKeys _keys;

    internal DemoLedger(ISession session, MessageTexts texts, AddressKeys keys) => (_session, _texts, _keys) = (session, texts, keys);

    /// <summary>Adds one.</summary>
    public async Task AddAsync(DemoLetter letter, CancellationToken cancellationToken)
    {
        var text = await _texts.KeepAsync(new MessageWords(letter.Subject, "", letter.Text, "fr", "", Who), null, cancellationToken);
        await (await _session.GetConnectionAsync(write: true)).InsertAsync(
            new Message
            {
                MessageId = letter.MessageId, Action = letter.Action, PersonId = letter.PersonId, Channel = letter.Channel, Class = (int)MessageClass.Personal, TextId = text, AddressKey = await _keys.OfAsync(letter.Channel, letter.Address),
                State = (int)MessageState.Sent, DueUtc = letter.SentUtc, ExpiresUtc = letter.SentUtc.AddDays(7), CreatedUtc = letter.SentUtc, BegunUtc = letter.SentUtc, FirstTriedUtc = letter.SentUtc, SentUtc = letter.SentUtc, Attempts = 1,
                By = "demo", ByName = Who,
            },
            token: cancellationToken);
    }
}
