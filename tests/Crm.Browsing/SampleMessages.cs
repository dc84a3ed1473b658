using Crm.Contacts;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Messaging.Approvals;
using Crm.Messaging.Automations;
using Crm.Messaging.Brakes;
using Crm.Messaging.Contexts;
using Crm.Messaging.Messages;
using Crm.Messaging.Pace;
using Crm.Messaging.Preferences;
using Crm.Messaging.Templates;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Browsing;

/// <summary>Messages in each state, and a released brake that holds some still: nothing of it is ever sent.</summary>
internal static class SampleMessages
{
    /// <summary>The id of the brake, of the message that waits to be rewritten, and what the link in that message ends with.</summary>
    public static async Task<(string Brake, string Message, string Token)> AddAsync(IServiceProvider services)
    {
        var session = services.GetRequiredService<ISession>();
        var people = await session.QueryIndex<ContentItemIndex>().Where(row => row.ContentType == ContactTypes.Person && row.Latest).OrderBy(row => row.DocumentId).Select(row => row.ContentItemId).Take(12).ToListAsync();
        var db = await session.GetConnectionAsync(write: true);
        var brake = new Brake { BrakeId = ContentId.New(), Reason = "Deuil national", PulledUtc = DateTime.UnixEpoch, ReleasedUtc = DateTime.UnixEpoch, ByName = "Mère Noël", ReleasedByName = "Mère Noël" };
        await db.InsertAsync(brake);
        var text = await db.InsertWithInt64IdentityAsync(new MessageText { Hash = ContentId.New(), Subject = "Les jouets de l’hiver", Text = "Bonjour,\n\nVoici les jouets de l’hiver." });
        var rewritten = "";
        foreach (var (at, (state, reason, detail)) in new[]
        {
            (MessageState.Sent, "", "250"), (MessageState.Held, Reasons.Brake, brake.BrakeId), (MessageState.Held, Reasons.Rewrite, brake.BrakeId), (MessageState.Held, Reasons.Restraint, "person-week"), (MessageState.Held, Reasons.Quiet, ""), (MessageState.Held, Reasons.Gap, "Strong"), (MessageState.Held, Reasons.Old, "1970-01-01"),
            (MessageState.Dropped, Reasons.Expired, Reasons.Restraint), (MessageState.Dropped, Reasons.Decided, "Mère Noël"), (MessageState.Failed, Reasons.Answer, "550 5.1.1 No such user"), (MessageState.Uncertain, Reasons.Broken, ""),
            (MessageState.Excluded, Reasons.NoAddress, ""), (MessageState.Held, Reasons.Brake, brake.BrakeId),
        }.Index())
        {
            var message = new Message
            {
                MessageId = ContentId.New(), Action = "NOEL25-OCT", Topic = "Jouets", PersonId = people[at % people.Count], Step = $"{at}", Channel = "email", TextId = text, State = (int)state, Reason = reason, Detail = detail, CreatedUtc = DateTime.UnixEpoch, DueUtc = DateTime.UnixEpoch,
                ExpiresUtc = at == 12 ? DateTime.UnixEpoch : new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc), By = "system", ByName = "Mère Noël", Automation = at is 0 or 2 ? "wishes" : "", AutomationTitle = at is 0 or 2 ? "Vœux d’hiver" : "", Because = at is 0 or 2 ? "a écrit trois hivers de suite" : "", SentUtc = state == MessageState.Sent ? DateTime.UnixEpoch : null,
            };
            await db.InsertAsync(message);
            rewritten = reason == Reasons.Rewrite ? message.MessageId : rewritten;
        }

        await db.InsertAsync(new Approval { TextId = await db.InsertWithInt64IdentityAsync(new MessageText { Hash = ContentId.New(), Subject = "Les vœux d’avant", Text = "Bonjour," }), AtUtc = DateTime.UnixEpoch, ByName = "Mère Noël" });
        await db.InsertAsync(new AutomationExit { PersonId = people[0], Automation = "birthdays", Title = "Anniversaires", IsOut = true, Reason = "N’aime pas les anniversaires", AtUtc = DateTime.UnixEpoch, ByName = "Mère Noël" });
        foreach (var (kind, act) in new[] { ("bereavement", ContextActs.Noted), ("gift", ContextActs.Ended) })
        {
            await db.InsertAsync(new ContextEntry { ContextId = ContentId.New(), Version = 1, SubjectId = people[0], Kind = kind, Act = act, UntilUtc = act == ContextActs.Ended ? DateTime.UnixEpoch.AddDays(1) : null, SourceKind = ContextSources.Call, Source = "Sa sœur", Note = "A perdu son grand-père", FromUtc = DateTime.UnixEpoch, AtUtc = DateTime.UnixEpoch, ByName = "Mère Noël" });
        }

        await db.InsertAsync(new DomainPause { Channel = "email", Domain = "wall.example", UntilUtc = new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc), Times = 7, IsBlocked = true, Detail = "550 5.7.1 Nous ne prenons rien de vous" });
        await AddTemplatesAsync(services.GetRequiredService<MailTemplates>());
        return (brake.BrakeId, rewritten, await services.GetRequiredService<LeaveLinks>().TokenAsync(rewritten));
    }

    /// <summary>The name of the template that is there.</summary>
    public const string Template = "sample-thanks";

    private static async Task AddTemplatesAsync(MailTemplates templates)
    {
        await templates.SaveAsync("sample-frame", new MailContent { Title = "Cadre d’hiver", Variants = [new MailVariant { Language = "fr", Html = "<!doctype html><html lang=\"fr\"><head><meta charset=\"utf-8\"><title>Lettre</title></head><body>{{ body }}<p>{{ sender.name }}</p></body></html>" }] }, isLayout: true, CancellationToken.None);
        foreach (var words in (string[])["Merci", "Merci pour cette année"])
        {
            await templates.SaveAsync(Template, new MailContent { Title = words, SenderName = "Mère Noël", Layout = "sample-frame", Facts = [new MailFact { Name = "gift", Sample = "Ours Gaspard" }], Variants = [new MailVariant { Language = "fr", Subject = words, Html = "<p>{{ person.salutation | default: \"Bonjour\" }},</p><p>{{ facts.gift | default: \"Votre cadeau\" }} ?</p>" }, new MailVariant { Language = "ar", Subject = "شكرا", Html = "<p>شكرا</p>" }] }, isLayout: false, CancellationToken.None);
        }
    }
}
