using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Messaging.Messages;

namespace Crm.Messaging.Channels;

/// <summary>Where channels reach people.</summary>
internal static class Reach
{
    /// <summary>Where that channel reaches a person; or why it does not, one of <see cref="Reasons"/>.</summary>
    /// <param name="person">Null for somebody who is not there.</param>
    public static (string? Address, string? WhyNot) ReachOf(this IEnumerable<IChannel> channels, string channel, ContentItem? person)
        => person?.As<PersonPart>() is not { } part ? (null, Reasons.NoPerson)
            : part.DiedOn is not null ? (null, Reasons.Died)
            : channels.FirstOrDefault(one => one.Name == channel) is not { } way ? (null, Reasons.NoChannel)
            : way.AddressOf(person) is not { } address ? (null, Reasons.NoAddress) : (address, null);
}
