using System.Text;
using Crm.Contacts.Timeline;
using Crm.Email.Compose;
using Crm.Email.Intake;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Notifications;
using Crm.Messaging.Messages;
using Crm.Messaging.Preferences;
using Crm.Messaging.Returns;
using Crm.Messaging.StopList;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Email.Tests.Intake;

/// <summary>Letters that left a tenant, and what comes back of them.</summary>
internal static class Incoming
{
    private static int s_count;

    /// <summary>An address that nobody else has.</summary>
    public static string Address() => $"p{Interlocked.Increment(ref s_count)}@people.example";

    /// <summary>A letter to a new person, as it left.</summary>
    public static async Task<Sent> SentAsync(this EmailTenant tenant, MessageClass kind = MessageClass.Personal, string? by = null, string? address = null, string topic = "")
    {
        var to = address ?? Address();
        var person = await tenant.PersonAsync("Nadine", "Roux", to);
        return await tenant.SentToAsync(person, to, kind, by, topic);
    }

    public static async Task<Sent> SentToAsync(this EmailTenant tenant, string person, string address, MessageClass kind = MessageClass.Personal, string? by = null, string topic = "")
    {
        var message = await tenant.InAsync(async services =>
        {
            (services.GetRequiredService<ChangeContext>().Actor, services.GetRequiredService<ChangeContext>().ActorName) = (by ?? "system", "Somebody");
            return await services.GetRequiredService<Outbox>().PutAsync(new NewMessage(Guid.NewGuid().ToString("N"), person, "email", kind, new MessageWords("News", "", "Dear Nadine")) { Topic = topic, DueUtc = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime.AddDays(1) }, default);
        });
        // Not by the sender, for which it is too early: its other rules are not asked here.
        await tenant.DoAsync(async services =>
        {
            var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
            await (await services.GetRequiredService<ISession>().GetConnectionAsync(write: true)).GetTable<Message>().Where(row => row.MessageId == message)
                .Set(row => row.State, (int)MessageState.Sent).Set(row => row.Reason, "").Set(row => row.NextUtc, (DateTime?)null).Set(row => row.BegunUtc, now).Set(row => row.SentUtc, now).UpdateAsync();
        });
        return new Sent(message, person, address, await tenant.InAsync(services => services.GetRequiredService<ReturnPath>().OfAsync(message, "noel.example")));
    }

    public static Task<string> TakeAsync(this EmailTenant tenant, string mail, string? to = null) => tenant.TakeAsync(Encoding.UTF8.GetBytes(mail), to);

    public static Task<string> TakeAsync(this EmailTenant tenant, byte[] mail, string? to = null) => tenant.InAsync(services => services.GetRequiredService<TakeMail>().TakeAsync(mail, to, default));

    /// <summary>What came back of a message, as "hard soft".</summary>
    public static Task<string> BackAsync(this EmailTenant tenant, Sent sent) => tenant.InAsync(async services =>
    {
        var db = await services.GetRequiredService<ISession>().GetConnectionAsync();
        var number = await db.GetTable<Message>().Where(row => row.MessageId == sent.MessageId).Select(row => row.Id).SingleAsync();
        return string.Join(' ', await db.GetTable<MessageReturn>().Where(row => row.MessageRow == number).OrderBy(row => row.Id).Select(row => row.Kind).ToListAsync());
    });

    /// <summary>Why the address is on the stop list; blank when it is not.</summary>
    public static Task<string> StopsAsync(this EmailTenant tenant, Sent sent) => tenant.InAsync(async services =>
        string.Join(' ', (await services.GetRequiredService<StoppedAddresses>().ReasonsAsync([await services.GetRequiredService<AddressKeys>().OfAsync("email", sent.Address)], default)).SelectMany(reasons => reasons)));

    /// <summary>What they are held to have said of letters.</summary>
    public static Task<string> SaidAsync(this EmailTenant tenant, Sent sent) => tenant.InAsync(async services =>
        string.Join(' ', (await services.GetRequiredService<MessagePreferences>().LogAsync([sent.PersonId], default)).Select(row => $"{row.Kind} {row.Topic} {row.Source}".Replace("  ", " "))));

    /// <summary>The contacts on their timeline that they began.</summary>
    public static Task<List<InteractionPart>> AnswersAsync(this EmailTenant tenant, Sent sent) => tenant.InAsync(async services =>
    {
        var ids = await services.GetRequiredService<ISession>().QueryIndex<TimelineIndex>().Where(row => row.PersonId == sent.PersonId && row.Direction == "in").Select(row => row.SourceId).ToListAsync();
        return (await services.GetRequiredService<IContentManager>().GetAsync(ids, VersionOptions.Latest)).Select(item => item.As<InteractionPart>()!).ToList();
    });

    public static Task<List<ReceivedMail>> ReceivedAsync(this EmailTenant tenant) => tenant.InAsync(async services => await (await services.GetRequiredService<ISession>().GetConnectionAsync()).GetTable<ReceivedMail>().OrderBy(row => row.Id).ToListAsync());

    public static Task<int> ToldAsync(this EmailTenant tenant, string userId) => tenant.InAsync(async services => await (await services.GetRequiredService<ISession>().GetConnectionAsync()).GetTable<Notification>().CountAsync(row => row.UserId == userId));

    /// <summary>How many messages there are to them.</summary>
    public static Task<int> MessagesAsync(this EmailTenant tenant, Sent sent) => tenant.InAsync(async services => await (await services.GetRequiredService<ISession>().GetConnectionAsync()).GetTable<Message>().CountAsync(row => row.PersonId == sent.PersonId));
}

/// <summary>A letter that left.</summary>
/// <param name="ReturnPath">Its envelope sender.</param>
internal sealed record Sent(string MessageId, string PersonId, string Address, string ReturnPath)
{
    /// <summary>A report of a mail server about it.</summary>
    public string Report(string status = "5.1.1", string diagnostic = "550 5.1.1 No such user", string? to = null, string? about = null, string action = "failed", string? messageId = null) => $"""
        Return-Path: <>
        From: MAILER-DAEMON@mx.example.net
        To: {to ?? ReturnPath}
        Subject: Undelivered Mail Returned to Sender
        Message-ID: <{Guid.NewGuid():N}@mx.example.net>
        Auto-Submitted: auto-replied
        Content-Type: multipart/report; report-type=delivery-status; boundary="limit"

        --limit
        Content-Type: text/plain

        It could not be delivered.

        --limit
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.net

        Final-Recipient: rfc822; {about ?? Address}
        Action: {action}
        Status: {status}
        Diagnostic-Code: smtp; {diagnostic}

        --limit
        Content-Type: message/rfc822

        From: news@noel.example
        To: {about ?? Address}
        Message-ID: <{messageId ?? MessageId}@noel.example>
        Subject: News

        Hello

        --limit--
        """;

    /// <summary>A complaint of a feedback loop (RFC 5965).</summary>
    public string Complaint(string type = "abuse", string? from = null, string? messageId = null, string? about = null) => $"""
        From: fbl@isp.example
        To: abuse@noel.example
        Subject: FW: News
        Message-ID: <{Guid.NewGuid():N}@isp.example>
        Content-Type: multipart/report; report-type=feedback-report; boundary="limit"

        --limit
        Content-Type: text/plain

        This is an email abuse report.

        --limit
        Content-Type: message/feedback-report

        Feedback-Type: {type}
        User-Agent: Loop/1.0
        Version: 1
        {(from is null ? "" : $"Original-Mail-From: <{from}>\n")}Original-Rcpt-To: {about ?? Address}

        --limit
        Content-Type: message/rfc822

        From: news@noel.example
        To: {about ?? Address}
        Message-ID: <{messageId ?? MessageId}@noel.example>
        Subject: News

        Hello

        --limit--
        """;

    /// <summary>A mail that answers it.</summary>
    /// <param name="headers">Lines put before the others.</param>
    public string Answer(string text, string? from = null, string subject = "Re: News", string? messageId = null, params string[] headers) => $"""
        {string.Concat(headers.Select(header => header + "\n"))}From: Nadine <{from ?? Address}>
        To: bonjour@noel.example
        Subject: {subject}
        Message-ID: <{Guid.NewGuid():N}@people.example>
        In-Reply-To: <{messageId ?? MessageId}@noel.example>
        Content-Type: text/plain; charset=utf-8

        {text}
        """;
}
