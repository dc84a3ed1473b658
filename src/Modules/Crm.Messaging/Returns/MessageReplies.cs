using Crm.Contacts;
using Crm.Contacts.Duplicates.Merge;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Notifications;
using Crm.Kernel.Users;
using Crm.Messaging.Messages;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Returns;

/// <summary>What a person wrote to us.</summary>
/// <param name="Subject">One line; may be blank.</param>
/// <param name="Text">Plain text, without what it quotes.</param>
/// <param name="From">The address it came from; blank when it is one of theirs.</param>
public sealed record WrittenReply(string Subject, string Text, string From = "");

/// <summary>
/// Puts what people answer where it belongs: on their timeline and those of their homes, into the inbox of who wrote to them, and as a response into the ledger. Scoped.
/// </summary>
public sealed class MessageReplies
{
    /// <summary>Characters of a text at most; what is longer is cut.</summary>
    public const int MostText = 20_000;

    private readonly MessageReturns _returns;
    private readonly IContentManager _content;
    private readonly MergedInto _merged;
    private readonly Notifications _notifications;
    private readonly UserManager<User> _users;
    private readonly TimeProvider _time;
    private readonly IStringLocalizer _s;

    internal MessageReplies(MessageReturns returns, IContentManager content, MergedInto merged, Notifications notifications, UserManager<User> users, TimeProvider time, IStringLocalizer<MessageReplies> s)
        => (_returns, _content, _merged, _notifications, _users, _time, _s) = (returns, content, merged, notifications, users, time, s);

    /// <summary>An answer to a message that left by that channel.</summary>
    /// <returns>The id of the contact on the timeline; null when there is no such message or its person is gone.</returns>
    public async Task<string?> AnswerAsync(string channel, string messageId, WrittenReply reply, CancellationToken cancellationToken)
    {
        if (await _returns.FindAsync(channel, messageId, cancellationToken) is not { } message || await PersonAsync(message.PersonId, cancellationToken) is not { } person)
        {
            return null;
        }

        var interaction = await RecordAsync(person, reply);
        await _returns.AddAsync(message, ReturnKinds.Reply, "", cancellationToken);
        await TellAsync(message, interaction);
        return interaction;
    }

    /// <summary>What somebody found to be from that person; when it is known which message it answers, it counts as a response to it.</summary>
    /// <param name="messageId">Blank when it is not known.</param>
    /// <returns>The id of the contact on the timeline; null when there is no such person.</returns>
    public async Task<string?> AttachAsync(string personId, string channel, string messageId, WrittenReply reply, CancellationToken cancellationToken)
    {
        if (await PersonAsync(personId, cancellationToken) is not { } person)
        {
            return null;
        }

        var interaction = await RecordAsync(person, reply);
        if (messageId.Length > 0 && await _returns.FindAsync(channel, messageId, cancellationToken) is { } message && await PersonAsync(message.PersonId, cancellationToken) is { } asked && asked.ContentItemId == person.ContentItemId)
        {
            await _returns.AddAsync(message, ReturnKinds.Reply, "", cancellationToken);
            await TellAsync(message, interaction);
        }

        return interaction;
    }

    private async Task<ContentItem?> PersonAsync(string personId, CancellationToken cancellationToken)
    {
        var person = await _content.GetAsync(personId, VersionOptions.Latest) ?? (await _merged.FindAsync(personId, cancellationToken) is { } survivor ? await _content.GetAsync(survivor, VersionOptions.Latest) : null);
        return person?.ContentType == ContactTypes.Person ? person : null;
    }

    private async Task<string> RecordAsync(ContentItem person, WrittenReply reply)
    {
        var text = reply.Text.Length > MostText ? reply.Text[..MostText] : reply.Text;
        var title = reply.Subject.Length > 0 ? reply.Subject : text.Split('\n')[0] is { Length: > 0 } first ? first : _s["(no subject)"];
        var item = await _content.NewContactAsync(person, "message", "in", title, reply.From.Length > 0 ? $"{_s["Written from {0}, which is no address of theirs here.", reply.From]}\n\n{text}" : text, _time.GetUtcNow().UtcDateTime);
        await _content.CreateAsync(item);
        return item.ContentItemId;
    }

    private async Task TellAsync(Message message, string interaction)
    {
        if (await _users.FindByIdAsync(message.By) is { IsEnabled: true } writer)
        {
            await _notifications.TellAsync(writer.UserId, ReplyNotices.Kind, interaction, $"{ReplyNotices.Kind}/{interaction}");
        }
    }
}

/// <summary>Registration.</summary>
internal static class ReplyServices
{
    /// <summary>Its constructor is the module's own.</summary>
    public static IServiceCollection AddReplies(this IServiceCollection services) => services.AddNotificationSource<ReplyNotices>().AddScoped(provider => new MessageReplies(
        provider.GetRequiredService<MessageReturns>(), provider.GetRequiredService<IContentManager>(), provider.GetRequiredService<MergedInto>(), provider.GetRequiredService<Notifications>(),
        provider.GetRequiredService<UserManager<User>>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IStringLocalizer<MessageReplies>>()));
}
