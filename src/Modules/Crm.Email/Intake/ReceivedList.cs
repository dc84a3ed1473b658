using Crm.Email.Mailbox;
using Crm.Kernel.Data;
using Crm.Messaging.Returns;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Email.Intake;

/// <summary>Reads the mails that came in and does what a person decides about them. Who asks has the right to. Scoped.</summary>
internal sealed class ReceivedList(ISession session, MessageReplies replies, ChangeContext change, TimeProvider time)
{
    private const string Channel = "email";

    /// <summary>Those that nobody was found for, or that could not be read, the newest first.</summary>
    /// <param name="before">The number before which to begin; null for the newest.</param>
    public async Task<IReadOnlyList<ReceivedMail>> ReadAsync(string outcome, bool isRemoved, long? before, int take, CancellationToken cancellationToken)
    {
        var rows = (await session.GetConnectionAsync()).GetTable<ReceivedMail>();
        var asked = isRemoved ? rows.Where(row => row.IsRemoved) : rows.Where(row => row.Outcome == outcome && !row.IsRemoved);
        return await asked.Where(row => before == null || row.Id < before).OrderByDescending(row => row.Id).Take(take).ToListAsync(cancellationToken);
    }

    /// <summary>How many stand where, without those thrown away.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountAsync(CancellationToken cancellationToken)
        => await (await session.GetConnectionAsync()).GetTable<ReceivedMail>().Where(row => !row.IsRemoved).GroupBy(row => row.Outcome).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancellationToken);

    /// <summary>When the last one came; null before the first.</summary>
    public async Task<DateTime?> LastUtcAsync(CancellationToken cancellationToken) => await (await session.GetConnectionAsync()).GetTable<ReceivedMail>().MaxAsync(row => (DateTime?)row.ReceivedUtc, cancellationToken);

    /// <summary>One, in the trash or not; null when there is none.</summary>
    public async Task<ReceivedMail?> FindAsync(string mailId, CancellationToken cancellationToken) => await (await session.GetConnectionAsync()).GetTable<ReceivedMail>().FirstOrDefaultAsync(row => row.MailId == mailId, cancellationToken);

    /// <summary>A mail's bytes as far as they are kept; null when they are not.</summary>
    public async Task<byte[]?> BytesAsync(ReceivedMail mail, CancellationToken cancellationToken)
        => await (await session.GetConnectionAsync()).GetTable<ReceivedMailBody>().Where(row => row.ReceivedMailRow == mail.Id).Select(row => row.Bytes).FirstOrDefaultAsync(cancellationToken) is { } packed ? KeepMails.Unpack(packed) : null;

    /// <summary>Throws it away or brings it back.</summary>
    public async Task PlaceAsync(ReceivedMail mail, bool isRemoved, CancellationToken cancellationToken)
    {
        session.RecordChange(nameof(ReceivedMail), isRemoved ? "Removed" : "Restored");
        await (await session.GetConnectionAsync(write: true)).GetTable<ReceivedMail>().Where(row => row.Id == mail.Id)
            .Set(row => row.IsRemoved, isRemoved).Set(row => row.RemovedUtc, isRemoved ? time.GetUtcNow().UtcDateTime : null).UpdateAsync(cancellationToken);
    }

    /// <summary>Puts it on the timeline of that person, once.</summary>
    /// <returns>Whether it is there now; not when the person is gone or somebody else was quicker.</returns>
    public async Task<bool> AttachAsync(ReceivedMail mail, string personId, CancellationToken cancellationToken)
    {
        var db = await session.GetConnectionAsync(write: true);
        if (await db.GetTable<ReceivedMail>().Where(row => row.Id == mail.Id && row.Outcome == MailOutcomes.Nobody && !row.IsRemoved)
            .Set(row => row.Outcome, MailOutcomes.Answered).Set(row => row.PersonId, personId).Set(row => row.FoundByName, change.ActorName)
            .Set(row => row.FromName, "").Set(row => row.FromAddress, "").Set(row => row.Subject, "").Set(row => row.Text, "").UpdateAsync(cancellationToken) == 0)
        {
            return false;
        }

        return await replies.AttachAsync(personId, Channel, mail.MessageId, new WrittenReply(mail.Subject, mail.Text, mail.FromAddress), cancellationToken) is not null
            ? true : throw new InvalidOperationException("The person went while the mail was attached.");
    }
}
