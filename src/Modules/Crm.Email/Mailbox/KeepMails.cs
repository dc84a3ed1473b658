using System.Data.Common;
using System.IO.Compression;
using Crm.Contacts.Names;
using Crm.Email.Compose;
using Crm.Kernel.Data;
using Crm.Kernel.Tenants;
using Crm.Messaging.Channels;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Email.Mailbox;

/// <summary>The way of sites that have no mail server yet: nothing leaves, each mail is kept to be read.</summary>
internal sealed class KeepMails(IServiceScopeFactory scopes, TimeProvider time)
{
    /// <summary>Keeps it. A mail that is there already stays the one it is.</summary>
    public async Task<Handover> HandOverAsync(Mail mail, Letter letter, Func<CancellationToken, Task<bool>> begin, CancellationToken cancellationToken)
    {
        if (!await begin(cancellationToken))
        {
            return new Handover(HandoverKind.Stopped);
        }

        try
        {
            await UnitOfWork.InBackgroundAsync(scopes, services => KeepAsync(services.GetRequiredService<ISession>(), mail, letter, cancellationToken));
            return new Handover(HandoverKind.Accepted);
        }
        catch (DbException busy)
        {
            // Kept or not: trying again keeps it once.
            return new Handover(HandoverKind.Later, "", Smtp.SmtpReply.Shorten(busy.Message));
        }
    }

    /// <summary>A mail's bytes as they were.</summary>
    public static byte[] Unpack(byte[] packed)
    {
        using var bytes = new MemoryStream();
        using (var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress))
        {
            brotli.CopyTo(bytes);
        }

        return bytes.ToArray();
    }

    private async Task<bool> KeepAsync(ISession session, Mail mail, Letter letter, CancellationToken cancellationToken)
    {
        var db = await session.GetConnectionAsync(write: true);
        if (await db.GetTable<KeptMail>().AnyAsync(row => row.MessageId == letter.MessageId, cancellationToken))
        {
            return false;
        }

        var (bytes, name, subject) = (mail.ToBytes(), OneLine.Of(letter.Name), OneLine.Of(letter.Subject));
        var id = await db.InsertWithInt64IdentityAsync(
            new KeptMail
            {
                MessageId = letter.MessageId, PersonId = letter.PersonId, KeptUtc = time.GetUtcNow().UtcDateTime, Address = letter.Address, Name = name, FromName = mail.Message.From.Mailboxes.First().Name ?? "",
                Subject = subject, Words = Fold.Of($"{name} {letter.Address} {subject}"), Length = bytes.Length,
            },
            token: cancellationToken);
        await db.InsertAsync(new KeptMailBody { MailId = id, Bytes = Pack(bytes) }, token: cancellationToken);
        return true;
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest))
        {
            brotli.Write(bytes);
        }

        return packed.ToArray();
    }
}
