using Crm.Contacts;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Messaging.Brakes;
using Crm.Messaging.Messages;
using Crm.Messaging.Preferences;
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
            (MessageState.Sent, "", "250"), (MessageState.Held, Reasons.Brake, brake.BrakeId), (MessageState.Held, Reasons.Rewrite, brake.BrakeId), (MessageState.Held, Reasons.Restraint, "person-week"), (MessageState.Held, Reasons.Quiet, ""),
            (MessageState.Dropped, Reasons.Expired, Reasons.Restraint), (MessageState.Dropped, Reasons.Decided, "Mère Noël"), (MessageState.Failed, Reasons.Answer, "550 5.1.1 No such user"), (MessageState.Uncertain, Reasons.Broken, ""),
            (MessageState.Excluded, Reasons.NoAddress, ""), (MessageState.Held, Reasons.Brake, brake.BrakeId),
        }.Index())
        {
            var message = new Message
            {
                MessageId = ContentId.New(), Action = "NOEL25-OCT", Topic = "Jouets", PersonId = people[at % people.Count], Step = $"{at}", Channel = "email", TextId = text, State = (int)state, Reason = reason, Detail = detail, CreatedUtc = DateTime.UnixEpoch, DueUtc = DateTime.UnixEpoch,
                ExpiresUtc = at == 10 ? DateTime.UnixEpoch : new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc), By = "system", ByName = "Mère Noël", SentUtc = state == MessageState.Sent ? DateTime.UnixEpoch : null,
            };
            await db.InsertAsync(message);
            rewritten = reason == Reasons.Rewrite ? message.MessageId : rewritten;
        }

        return (brake.BrakeId, rewritten, await services.GetRequiredService<LeaveLinks>().TokenAsync(rewritten));
    }
}
