using System.Globalization;
using System.Text.Json.Nodes;
using Crm.Email.Mailbox;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;
using Microsoft.Extensions.Localization;
using MimeKit;

namespace Crm.Email.PersonalData;

/// <summary>The mails that were kept of a person in the last 30 days. An erasure takes those away that were for them, and those to others that name them.</summary>
internal sealed class MailsOfPerson(ISession session, MailboxList list, IStringLocalizer<MailsOfPerson> s) : IPersonalData
{
    private const int AtOnce = 200;

    public string Name => "mails";

    public string Title => s["Mails kept in the mailbox"];

    public bool HoldsCopies => true;

    public async Task<HeldData> ReadAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var ids = subject.Ids.ToArray();
        var held = await (await session.GetConnectionAsync()).GetTable<KeptMail>().Where(row => ids.Contains(row.PersonId)).OrderBy(row => row.Id).ToListAsync(cancellationToken);
        if (held.Count == 0)
        {
            return HeldData.None;
        }

        var (data, files) = (new JsonArray(), new List<HeldFile>());
        foreach (var mail in held)
        {
            data.Add(new JsonObject { ["Utc"] = mail.KeptUtc, ["Address"] = mail.Address, ["Name"] = mail.Name, ["From"] = mail.FromName, ["Subject"] = mail.Subject, ["MessageId"] = mail.MessageId });
            var bytes = await list.BytesAsync(mail, cancellationToken);
            files.Add(new HeldFile($"{mail.MessageId}.eml", () => new MemoryStream(bytes)));
        }

        return new HeldData(data, [.. held.Select(mail => new HeldLine($"{s["E-mail"]}, {mail.KeptUtc.ToString("d", CultureInfo.CurrentCulture)}", mail.Subject))], files);
    }

    public async Task<IReadOnlyList<ErasureLine>> PreviewAsync(DataSubject subject, CancellationToken cancellationToken)
        => [new ErasureLine(s["Mails in the mailbox that are for them or name them"], (await FindAsync(subject, cancellationToken)).Count)];

    public async Task<JsonObject?> EraseAsync(DataSubject subject, Erasure erasure, CancellationToken cancellationToken)
    {
        var db = await session.GetConnectionAsync(write: true);
        foreach (var some in (await FindAsync(subject, cancellationToken)).Chunk(AtOnce))
        {
            await db.GetTable<KeptMailBody>().Where(row => some.Contains(row.MailId)).DeleteAsync(cancellationToken);
            await db.GetTable<KeptMail>().Where(row => some.Contains(row.Id)).DeleteAsync(cancellationToken);
        }

        return null;
    }

    private async Task<IReadOnlyList<long>> FindAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var (db, found, after) = (await session.GetConnectionAsync(), new List<long>(), 0L);
        while (true)
        {
            var rows = await db.GetTable<KeptMail>().Where(row => row.Id > after).OrderBy(row => row.Id).Take(AtOnce).ToListAsync(cancellationToken);
            if (rows.Count == 0)
            {
                return found;
            }

            var others = rows.Where(row => !IsFor(subject, row)).Select(row => row.Id).ToArray();
            var bodies = await db.GetTable<KeptMailBody>().Where(row => others.Contains(row.MailId)).ToDictionaryAsync(row => row.MailId, row => row.Bytes, cancellationToken);
            found.AddRange(rows.Where(row => IsFor(subject, row) || Names(subject, bodies[row.Id])).Select(row => row.Id));
            after = rows[^1].Id;
        }
    }

    private static bool IsFor(DataSubject subject, KeptMail mail) => subject.Ids.Contains(mail.PersonId) || subject.Words.AreIn(mail.Address);

    private static bool Names(DataSubject subject, byte[] packed)
    {
        var message = MimeMessage.Load(new MemoryStream(KeepMails.Unpack(packed)));
        return new[] { message.Subject, message.From.ToString(), message.ReplyTo.ToString(), message.TextBody, message.HtmlBody }.OfType<string>()
            .Any(text => subject.Words.AreIn(text) || subject.Ids.Any(id => text.Contains(id, StringComparison.Ordinal)));
    }
}
