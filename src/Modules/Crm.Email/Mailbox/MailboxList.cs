using Crm.Contacts.Names;
using Crm.Kernel.Data;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Email.Mailbox;

/// <summary>Reads the mails that were kept and throws them away. Who asks has the right to.</summary>
internal sealed class MailboxList(ISession session, TimeProvider time)
{
    private const int LongestSearch = 200;

    /// <summary>The newest first.</summary>
    /// <param name="search">Words that name, address or subject hold, all of them; null for all mails.</param>
    /// <param name="isRemoved">Those that were thrown away.</param>
    /// <param name="before">The number before which to begin; null for the newest.</param>
    public async Task<IReadOnlyList<KeptMail>> ReadAsync(string? search, bool isRemoved, long? before, int take, CancellationToken cancellationToken)
    {
        var rows = (await session.GetConnectionAsync()).GetTable<KeptMail>().Where(row => row.IsRemoved == isRemoved && (before == null || row.Id < before));
        foreach (var word in Fold.Of(search is { Length: > LongestSearch } ? search[..LongestSearch] : search).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            rows = rows.Where(row => row.Words.Contains(word));
        }

        return await rows.OrderByDescending(row => row.Id).Take(take).ToListAsync(cancellationToken);
    }

    /// <summary>One, in the trash or not; null when there is none.</summary>
    public async Task<KeptMail?> FindAsync(string messageId, CancellationToken cancellationToken)
        => await (await session.GetConnectionAsync()).GetTable<KeptMail>().FirstOrDefaultAsync(row => row.MessageId == messageId, cancellationToken);

    /// <summary>A mail's bytes, as they would have been sent.</summary>
    public async Task<byte[]> BytesAsync(KeptMail mail, CancellationToken cancellationToken)
        => KeepMails.Unpack(await (await session.GetConnectionAsync()).GetTable<KeptMailBody>().Where(row => row.MailId == mail.Id).Select(row => row.Bytes).FirstAsync(cancellationToken));

    /// <summary>Throws it away or brings it back.</summary>
    public async Task PlaceAsync(KeptMail mail, bool isRemoved, CancellationToken cancellationToken)
        => await (await session.GetConnectionAsync(write: true)).GetTable<KeptMail>().Where(row => row.Id == mail.Id)
            .Set(row => row.IsRemoved, isRemoved).Set(row => row.RemovedUtc, isRemoved ? time.GetUtcNow().UtcDateTime : null).UpdateAsync(cancellationToken);
}
