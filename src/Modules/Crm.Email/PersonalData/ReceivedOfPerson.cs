using System.Globalization;
using System.Text.Json.Nodes;
using Crm.Email.Intake;
using Crm.Email.Mailbox;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Email.PersonalData;

/// <summary>Mails of a person that came in. An erasure takes away those that are of them or name them; what is left of it is that a mail came, so that it does not come again.</summary>
internal sealed class ReceivedOfPerson(ISession session, IStringLocalizer<ReceivedOfPerson> s) : IPersonalData
{
    private const int AtOnce = 200;

    public string Name => "received-mails";

    public string Title => s["Mails that came in"];

    public bool HoldsCopies => true;

    public async Task<HeldData> ReadAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var (ids, db) = (subject.Ids.ToArray(), await session.GetConnectionAsync());
        var held = await db.GetTable<ReceivedMail>().Where(row => ids.Contains(row.PersonId)).OrderBy(row => row.Id).ToListAsync(cancellationToken);
        if (held.Count == 0)
        {
            return HeldData.None;
        }

        var numbers = held.Select(row => row.Id).ToList();
        var bodies = await db.GetTable<ReceivedMailBody>().Where(row => numbers.Contains(row.ReceivedMailRow)).ToListAsync(cancellationToken);
        return new HeldData(
            new JsonArray([.. held.Select(row => (JsonNode)new JsonObject { ["Utc"] = row.ReceivedUtc, ["FromName"] = row.FromName, ["FromAddress"] = row.FromAddress, ["Subject"] = row.Subject, ["Text"] = row.Text, ["Outcome"] = row.Outcome })]),
            [.. held.Select(row => new HeldLine($"{s["E-mail"]}, {row.ReceivedUtc.ToString("d", CultureInfo.CurrentCulture)}", row.Subject))],
            [.. bodies.Select(body => new HeldFile($"{held.First(row => row.Id == body.ReceivedMailRow).MailId}.eml", () => new MemoryStream(KeepMails.Unpack(body.Bytes))))]);
    }

    public async Task<IReadOnlyList<ErasureLine>> PreviewAsync(DataSubject subject, CancellationToken cancellationToken)
        => [new ErasureLine(s["Mails that came in and are of them or name them"], (await FindAsync(subject, cancellationToken)).Count)];

    public async Task<JsonObject?> EraseAsync(DataSubject subject, Erasure erasure, CancellationToken cancellationToken)
    {
        var db = await session.GetConnectionAsync(write: true);
        foreach (var some in (await FindAsync(subject, cancellationToken)).Chunk(AtOnce))
        {
            await db.GetTable<ReceivedMailBody>().Where(row => some.Contains(row.ReceivedMailRow)).DeleteAsync(cancellationToken);
            await db.GetTable<ReceivedMail>().Where(row => some.Contains(row.Id)).Set(row => row.PersonId, "").Set(row => row.MessageId, "").Set(row => row.FromName, "").Set(row => row.FromAddress, "").Set(row => row.Subject, "").Set(row => row.Text, "")
                .Set(row => row.Outcome, MailOutcomes.Ignored).UpdateAsync(cancellationToken);
        }

        return null;
    }

    private async Task<IReadOnlyList<long>> FindAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var (db, found, after) = (await session.GetConnectionAsync(), new List<long>(), 0L);
        while (true)
        {
            var rows = await db.GetTable<ReceivedMail>().Where(row => row.Id > after && (row.PersonId != "" || row.FromAddress != "" || row.Text != "")).OrderBy(row => row.Id).Take(AtOnce).ToListAsync(cancellationToken);
            if (rows.Count == 0)
            {
                return found;
            }

            found.AddRange(rows.Where(row => subject.Ids.Contains(row.PersonId) || new[] { row.FromAddress, row.FromName, row.Subject, row.Text }.Any(subject.Words.AreIn)).Select(row => row.Id));
            after = rows[^1].Id;
        }
    }
}
