using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Crm.Messaging.Messages;
using Crm.Messaging.Returns;
using Crm.Messaging.Templates;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Messaging.Ledger;

/// <summary>What is asked of the ledger; members that are null ask nothing.</summary>
/// <param name="Back">"returned" for what did not arrive, "answered" for what somebody answered.</param>
/// <param name="Before">The number before which to begin, for the next page.</param>
internal sealed record LedgerQuestion(MessageState? State = null, string? Reason = null, string? Action = null, string? PersonId = null, long? Before = null, string? Back = null);

/// <summary>A line of the ledger with what it says.</summary>
internal sealed record LedgerLine(Message Message, string Subject);

/// <summary>How many stand in a state, for a reason.</summary>
internal sealed record LedgerSum(MessageState State, string Reason, int Count);

/// <summary>Reads what became of messages; scoped.</summary>
internal sealed class MessageLedger(ISession session, TemplateLetters letters)
{
    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<LedgerLine>> ListAsync(LedgerQuestion question, int take, CancellationToken cancellationToken)
    {
        var db = await session.GetConnectionAsync();
        var rows = Of(db.GetTable<Message>(), question).Where(row => question.Before == null || row.Id < question.Before);
        if (question.Back is { } back)
        {
            IReadOnlyList<string> kinds = back == "answered" ? [ReturnKinds.Reply] : ReturnKinds.NotArrived;
            rows = rows.Where(row => db.GetTable<MessageReturn>().Where(one => kinds.Contains(one.Kind)).Select(one => one.MessageRow).Contains(row.Id));
        }

        return await WithSubjectsAsync(rows, take, cancellationToken);
    }

    /// <summary>What came back of these messages, by their numbers.</summary>
    public async Task<ILookup<long, MessageReturn>> ReturnsAsync(IEnumerable<long> messages, CancellationToken cancellationToken)
    {
        var asked = messages.ToList();
        return (await (await session.GetConnectionAsync()).GetTable<MessageReturn>().Where(row => asked.Contains(row.MessageRow)).OrderBy(row => row.Id).ToListAsync(cancellationToken)).ToLookup(row => row.MessageRow);
    }

    /// <summary>The last to these people.</summary>
    public async Task<IReadOnlyList<LedgerLine>> OfPeopleAsync(IReadOnlyList<string> personIds, int take, CancellationToken cancellationToken)
        => await WithSubjectsAsync((await session.GetConnectionAsync()).GetTable<Message>().Where(row => personIds.Contains(row.PersonId)), take, cancellationToken);

    /// <summary>Whether any of them was sent something since then.</summary>
    public async Task<bool> AnySentAsync(IReadOnlyList<string> personIds, DateTime sinceUtc, CancellationToken cancellationToken)
        => await (await session.GetConnectionAsync()).GetTable<Message>().AnyAsync(row => personIds.Contains(row.PersonId) && row.BegunUtc > sinceUtc && row.State == (int)MessageState.Sent, cancellationToken);

    /// <summary>What was meant for them since then and did not leave, the last first.</summary>
    public async Task<IReadOnlyList<LedgerLine>> KeptBackAsync(IReadOnlyList<string> personIds, DateTime sinceUtc, int take, CancellationToken cancellationToken)
        => await WithSubjectsAsync((await session.GetConnectionAsync()).GetTable<Message>().Where(row => personIds.Contains(row.PersonId) && row.DueUtc > sinceUtc && row.State != (int)MessageState.Sent && row.Reason != ""), take, cancellationToken);

    /// <summary>How many stand where: all of them once, so that they add up.</summary>
    public async Task<IReadOnlyList<LedgerSum>> SumAsync(LedgerQuestion question, CancellationToken cancellationToken)
        => [.. (await Of((await session.GetConnectionAsync()).GetTable<Message>(), question).GroupBy(row => new { row.State, row.Reason }).Select(group => new { group.Key.State, group.Key.Reason, Count = group.Count() }).ToListAsync(cancellationToken))
            .Select(row => new LedgerSum((MessageState)row.State, row.Reason, row.Count))];

    /// <summary>One with its words; null when there is none of that id.</summary>
    /// <param name="reader">What their reader may see; null for who may see all of it.</param>
    public async Task<(Message Message, MessageText Text)?> FindAsync(string messageId, CancellationToken cancellationToken, Sight? reader = null)
    {
        var db = await session.GetConnectionAsync();
        return await db.GetTable<Message>().FirstOrDefaultAsync(row => row.MessageId == messageId, cancellationToken) is { } message
            ? (message, await letters.SaidAsync(message, await db.GetTable<MessageText>().FirstOrDefaultAsync(row => row.Id == message.TextId, cancellationToken) ?? new MessageText(), cancellationToken, reader)) : null;
    }

    private async Task<IReadOnlyList<LedgerLine>> WithSubjectsAsync(IQueryable<Message> asked, int take, CancellationToken cancellationToken)
    {
        var db = await session.GetConnectionAsync();
        var rows = await asked.OrderByDescending(row => row.Id).Take(take).ToListAsync(cancellationToken);
        var texts = rows.Select(row => row.TextId).Distinct().ToList();
        var subjects = await db.GetTable<MessageText>().Where(text => texts.Contains(text.Id)).Select(text => new { text.Id, text.Subject }).ToDictionaryAsync(text => text.Id, text => text.Subject, cancellationToken);
        return [.. rows.Select(row => new LedgerLine(row, subjects.GetValueOrDefault(row.TextId, "")))];
    }

    private static IQueryable<Message> Of(IQueryable<Message> rows, LedgerQuestion question)
    {
        if (question.State is { } state)
        {
            rows = rows.Where(row => row.State == (int)state);
        }

        if (question.Reason is { Length: > 0 } reason)
        {
            rows = rows.Where(row => row.Reason == reason);
        }

        if (question.Action is { Length: > 0 } action)
        {
            rows = rows.Where(row => row.Action == action);
        }

        return question.PersonId is { Length: > 0 } person ? rows.Where(row => row.PersonId == person) : rows;
    }
}
