using System.Security.Claims;
using Crm.Kernel.Content;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Channels;

/// <summary>A way by which messages leave: e-mail, a call list. Only the outbox hands letters to it. Scoped; register with <c>services.AddChannel&lt;T&gt;()</c>.</summary>
public interface IChannel
{
    /// <summary>Its name in the ledger: lower-case letters, digits and hyphens; unique among all modules.</summary>
    string Name { get; }

    /// <summary>What it is called, in the language of the moment.</summary>
    string Title { get; }

    /// <summary>
    /// Whether somebody here says to the person what is handed over: then its words carry no way out of a list, and it is no contact with them yet. What they want, and restraint, hold all the same.
    /// </summary>
    bool IsSpoken => false;

    /// <summary>Where it reaches that person; null when it cannot.</summary>
    string? AddressOf(ContentItem person);

    /// <summary>What all letters to that other side share, as the domain of a mail address, in small letters: it has a pace of its own. Blank where there is nothing of the kind.</summary>
    string DomainOf(string address) => "";

    /// <summary>Hands a letter over, once.</summary>
    /// <param name="begin">
    /// Asked right before the moment after which the letter may have arrived, however it ends: true when it may go. It notes durably that it was begun; after false nothing may be handed over.
    /// </param>
    /// <returns>What became of it. An exception counts as <see cref="HandoverKind.Later"/> until <paramref name="begin"/> said true, as what <see cref="WasHandedOverAsync"/> says afterwards.</returns>
    Task<Handover> HandOverAsync(Letter letter, Func<CancellationToken, Task<bool>> begin, CancellationToken cancellationToken);

    /// <summary>
    /// Whether a letter that was begun was handed over, for who lost sight of it: true or false for certain, null when nobody knows. False promises that handing it over again, also while the first try
    /// still goes on, hands it over once.
    /// </summary>
    Task<bool?> WasHandedOverAsync(string messageId, CancellationToken cancellationToken) => Task.FromResult<bool?>(null);

    /// <summary>The page within the tenant, as <c>/admin/tasks/{id}</c>, of what became of a letter that was handed over; null when there is none that this reader may see.</summary>
    Task<string?> PageOfAsync(ClaimsPrincipal reader, string messageId, CancellationToken cancellationToken) => Task.FromResult<string?>(null);
}

/// <summary>A letter as it leaves: everything is said, nothing is left to be merged.</summary>
/// <param name="MessageId">26 characters, the message's own in the ledger; the same however often it is tried.</param>
/// <param name="PersonId">Content item id of whom it is for.</param>
/// <param name="Utc">When it was first tried: the same letter has the same bytes each time.</param>
/// <param name="Address">Where to.</param>
/// <param name="Name">Whose name the address bears; may be blank.</param>
/// <param name="From">Who writes: a person.</param>
/// <param name="Subject">One line.</param>
/// <param name="Html">The body; blank for plain text alone.</param>
/// <param name="Text">The same as plain text.</param>
/// <param name="Language">BCP 47.</param>
/// <param name="Leave">How the receiver leaves the list with one click; null for what is no list.</param>
/// <param name="Cause">What it comes of; null for a trial.</param>
public sealed record Letter(
    string MessageId, string PersonId, DateTime Utc, string Address, string Name, LetterSender From, string Subject, string Html, string Text, string Language, LetterLeave? Leave = null, LetterCause? Cause = null);

/// <summary>What a letter comes of.</summary>
/// <param name="Action">What it belongs to: a campaign's action, one act of writing.</param>
/// <param name="Topic">What it is about; blank for none.</param>
/// <param name="By">User id of who decided it; "system" for a rule.</param>
public sealed record LetterCause(string Action, string Topic, string By);

/// <summary>Who writes a letter.</summary>
/// <param name="Address">A mailbox that somebody reads; blank for the channel's own.</param>
public sealed record LetterSender(string Name, string Address);

/// <summary>How a receiver leaves (RFC 8058, RFC 2369).</summary>
/// <param name="Url">Absolute address that takes a POST without cookie or question.</param>
/// <param name="ListId">Label of the list, as <c>topic.site</c>.</param>
public sealed record LetterLeave(string Url, string ListId);

/// <summary>What became of a handing over.</summary>
public enum HandoverKind
{
    /// <summary>Taken; the rest is the receiver's.</summary>
    Accepted,

    /// <summary>Not taken now, for certain; to be tried again.</summary>
    Later,

    /// <summary>Refused for good, for certain.</summary>
    Refused,

    /// <summary>Nobody knows: it broke after the letter was begun.</summary>
    Unknown,

    /// <summary>It was told not to begin.</summary>
    Stopped,
}

/// <summary>What became of a handing over.</summary>
/// <param name="Code">The channel's code: an SMTP reply with its enhanced code as <c>550 5.1.1</c>; blank for none.</param>
/// <param name="Answer">What the other side said, at most 500 characters; blank for nothing.</param>
public sealed record Handover(HandoverKind Kind, string Code = "", string Answer = "");

/// <summary>Registration of channels.</summary>
public static class ChannelServices
{
    /// <summary>Adds a channel.</summary>
    public static IServiceCollection AddChannel<T>(this IServiceCollection services) where T : class, IChannel => services.AddScoped<IChannel, T>();
}
