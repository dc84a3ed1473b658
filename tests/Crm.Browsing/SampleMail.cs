using Crm.Email;
using Crm.Kernel.Content;
using Crm.Messaging.Channels;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Browsing;

/// <summary>A mail in the mailbox, handed over as the outbox does.</summary>
internal static class SampleMail
{
    /// <summary>Its id.</summary>
    public static async Task<string> AddAsync(IServiceProvider services)
    {
        var letter = new Letter(
            ContentId.New(), "", new DateTime(2026, 11, 2, 8, 0, 0, DateTimeKind.Utc), "jonas@example.org", "Jonas Lefèvre", new LetterSender("Lutin Éric", ""), "Votre lettre est arrivée",
            "<p>Cher Jonas, <b>un vélo rouge</b>, c’est noté.</p>", "Cher Jonas, un vélo rouge, c’est noté.", "fr");
        var kept = await services.GetServices<IChannel>().OfType<EmailChannel>().Single().HandOverAsync(letter, _ => Task.FromResult(true), CancellationToken.None);
        return kept.Kind == HandoverKind.Accepted ? letter.MessageId : throw new InvalidOperationException(kept.Answer);
    }
}
