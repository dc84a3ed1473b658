using Crm.Messaging.Channels;
using Crm.Messaging.Messages;

namespace Crm.Messaging.Send;

/// <summary>
/// What a worker has to write down of a message in its hand: how it stands when it does not go (<paramref name="Decision"/>), what became of it (<paramref name="Handover"/>), or, with neither,
/// that it begins and may have left from then on.
/// </summary>
/// <param name="IsTried">Of what became of it: whether its channel began to hand it over. A server that cannot be reached is no attempt.</param>
/// <param name="Receiver">Who gets it; null for what is decided.</param>
internal sealed record JournalEntry(Message Message, Receiver? Receiver, Decision? Decision = null, Handover? Handover = null, bool IsTried = false)
{
    /// <summary>Whether a message that begins may go; set when the entry is written.</summary>
    public bool MayGo { get; set; }

    /// <summary>The brakes' stamp when it was asked whether it may go; set with <see cref="MayGo"/>.</summary>
    public long Brakes { get; set; }
}
