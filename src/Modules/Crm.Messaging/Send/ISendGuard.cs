using Crm.Kernel.Content;
using Crm.Messaging.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Send;

/// <summary>
/// Another module's word on whether a message may go now: an open complaint holds what is festive, a bereavement what is not personal. Asked each time a message is about to leave.
/// Scoped; register with <c>services.AddSendGuard&lt;T&gt;()</c>.
/// </summary>
public interface ISendGuard
{
    /// <summary>Null when it may go.</summary>
    /// <param name="person">To whom.</param>
    Task<GuardWord?> AskAsync(GuardedMessage message, ContentItem person, CancellationToken cancellationToken);
}

/// <summary>What a guard knows of a message.</summary>
/// <param name="Tone">Festive, sober, apology …; blank for none.</param>
public sealed record GuardedMessage(MessageClass Class, string Channel, string Topic, string Tone, string Action);

/// <summary>A guard's word.</summary>
/// <param name="Sentence">Why, in the site's language: it stands in the ledger.</param>
/// <param name="UntilUtc">When to ask again; null to refuse for good.</param>
public sealed record GuardWord(string Sentence, DateTime? UntilUtc);

/// <summary>Registration of guards.</summary>
public static class SendGuardServices
{
    /// <summary>Adds a module's guard.</summary>
    public static IServiceCollection AddSendGuard<T>(this IServiceCollection services) where T : class, ISendGuard => services.AddScoped<ISendGuard, T>();
}
