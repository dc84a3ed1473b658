using Crm.Kernel.Data;
using Crm.Kernel.Jobs;
using Crm.Kernel.Tenants;
using Crm.Messaging.Approvals;
using Crm.Messaging.Messages;
using Crm.Messaging.Send;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Ledger;

/// <summary>Other words for a message.</summary>
internal sealed class RewriteForm
{
    public string? Subject { get; set; }

    public string? Text { get; set; }
}

/// <summary>Gives other words to what waits to be rewritten: to all at once that have the same; scoped.</summary>
internal sealed class RewriteMessages(ISession session, MessageTexts texts, TextApprovals approvals, JobAlarm<SendMessages> soon, AfterCommit after, TimeProvider time)
{
    /// <summary>What is wrong with the form.</summary>
    public static IEnumerable<(string Member, string Sentence)> Faults(RewriteForm form, IStringLocalizer s)
    {
        if (string.IsNullOrWhiteSpace(form.Subject) || form.Subject.Length > MessageTexts.MostSubject || form.Subject.AsSpan().Trim().ContainsAny('\r', '\n'))
        {
            yield return (nameof(form.Subject), s["Give it a subject of at most {0} characters.", MessageTexts.MostSubject]);
        }

        if (string.IsNullOrWhiteSpace(form.Text) || form.Text.Length > MessageTexts.MostWritten)
        {
            yield return (nameof(form.Text), s["Write something, at most {0} characters.", MessageTexts.MostWritten]);
        }
    }

    /// <summary>How many have the same words and wait to be rewritten.</summary>
    public async Task<int> CountAsync(Message message, CancellationToken cancellationToken) => await Waiting(await session.GetConnectionAsync(), message).CountAsync(cancellationToken);

    /// <summary>Gives them the new words; they go on from there.</summary>
    /// <returns>How many.</returns>
    public async Task<int> RewriteAsync(Message message, MessageText text, RewriteForm form, CancellationToken cancellationToken)
    {
        var words = WrittenWords.Of(form.Subject!, form.Text!, text.Language, text.Tone, text.SenderName, text.SenderAddress);
        var id = await texts.KeepAsync(words, text.PersonId, cancellationToken);
        await approvals.SignAsync([id], isDrop: false, cancellationToken); // of today, though the message is older
        return await PutAsync(message, id, message.Intensity, cancellationToken);
    }

    /// <summary>Gives those that a template says the template as it is now; they go on from there.</summary>
    /// <returns>How many; null when the template is in use no more.</returns>
    public async Task<int?> RenewAsync(Message message, MessageText text, CancellationToken cancellationToken)
        => await texts.KeepAsync(text.TemplateName, cancellationToken) is { } kept ? await PutAsync(message, kept.Id, (int)kept.Mail.Content.Intensity, cancellationToken) : null;

    private async Task<int> PutAsync(Message message, long id, int intensity, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        session.RecordChange(nameof(Message), "Rewritten");
        after.Add(soon.Now);
        return await Waiting(await session.GetConnectionAsync(write: true), message)
            .Set(row => row.TextId, id).Set(row => row.Intensity, intensity).Set(row => row.Merged, "").Set(row => row.State, (int)MessageState.Waiting).Set(row => row.Reason, "").Set(row => row.Detail, "").Set(row => row.NextUtc, row => row.DueUtc > now ? row.DueUtc : now).UpdateAsync(cancellationToken);
    }

    private static IQueryable<Message> Waiting(LinqToDB.Data.DataConnection db, Message message)
        => db.GetTable<Message>().Where(row => row.TextId == message.TextId && row.State == (int)MessageState.Held && row.Reason == Reasons.Rewrite);
}
