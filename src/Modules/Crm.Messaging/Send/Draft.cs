using Crm.Kernel.Content;
using Crm.Messaging.Channels;
using Crm.Messaging.Messages;

namespace Crm.Messaging.Send;

/// <summary>A message about to be written as a letter.</summary>
/// <param name="Person">To whom: the person it was put for, or who they became in a merge.</param>
/// <param name="Address">Where the channel reaches them.</param>
/// <param name="Domain">The receiving domain; blank for none.</param>
internal sealed record Draft(Message Message, MessageText Text, ContentItem Person, string Address, string Domain = "")
{
    public string PersonId => Person.ContentItemId;

    public MessageClass Class => (MessageClass)Message.Class;
}

/// <summary>Who gets a message.</summary>
/// <param name="PersonId">The person it was put for, or who they became in a merge.</param>
/// <param name="LivesWith">All who live in one of their homes, themselves too.</param>
/// <param name="Domain">The receiving domain; blank for none.</param>
/// <param name="Tone">The letter's; blank for none.</param>
internal sealed record Receiver(string PersonId, IReadOnlyList<string> LivesWith, string Domain = "", string Tone = "");

/// <summary>A message as it was written.</summary>
/// <param name="Letter">Null when it does not leave now.</param>
/// <param name="Decision">How it stands then.</param>
internal sealed record Written(Message Message, Letter? Letter, Decision? Decision, Receiver? Receiver = null);
