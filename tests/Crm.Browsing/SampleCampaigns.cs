using Crm.Campaigns.Campaigns;
using Crm.Contacts;
using Crm.Contacts.Segments;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Data;
using Crm.Messaging.Messages;
using Crm.Messaging.Tracking;
using Crm.Tracking.Classify;
using Crm.Tracking.Hits;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Browsing;

/// <summary>A campaign that was checked and would not leave for everybody, and one whose messages stand in the ledger.</summary>
internal static class SampleCampaigns
{
    public static async Task<(string Draft, string Prepared)> AddAsync(IServiceProvider services)
    {
        var (draft, prepared) = (await NewAsync(services, "Dernier jour pour écrire au Père Noël"), await NewAsync(services, "Idées de septembre"));
        var session = services.GetRequiredService<ISession>();
        var person = await session.QueryIndex<ContentItemIndex>().Where(row => row.ContentType == ContactTypes.Person && row.Latest).OrderBy(row => row.DocumentId).Select(row => row.ContentItemId).FirstAsync();
        var db = await session.GetConnectionAsync(write: true);
        await db.InsertAsync(new CampaignCheck { CampaignId = draft, OperationId = "sample", ByName = "Mère Noël", BegunUtc = DateTime.UnixEpoch, EndedUtc = DateTime.UnixEpoch, People = 3, Goes = 1 });
        await db.InsertAsync(new CampaignForecast { CampaignId = draft, OperationId = "sample", PersonId = person, State = (int)MessageState.Held, Reason = Reasons.Restraint });
        await db.InsertAsync(new CampaignForecast { CampaignId = draft, OperationId = "sample", PersonId = person, State = (int)MessageState.Excluded, Reason = Reasons.NoAddress });
        await db.InsertAsync(new CampaignRun { CampaignId = prepared, State = (int)CampaignState.Prepared, ByName = "Mère Noël", ApprovedUtc = DateTime.UnixEpoch, DueUtc = DateTime.UnixEpoch, People = 1, PreparedUtc = DateTime.UnixEpoch });
        var letter = await services.GetRequiredService<Outbox>().PutAsync(
            new NewMessage(CampaignTypes.ActionOf(prepared), person, "email", MessageClass.Marketing, new MessageWords("Vos idées", "", "Quelles idées pour cette année ?")) { DueUtc = new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc) }, CancellationToken.None);
        await db.GetTable<Message>().Where(row => row.MessageId == letter).Set(row => row.State, (int)MessageState.Sent).Set(row => row.SentUtc, DateTime.UnixEpoch).Set(row => row.NextUtc, (DateTime?)null).Set(row => row.Tracks, (int)(TrackedKinds.Opens | TrackedKinds.Clicks)).UpdateAsync();
        foreach (var (kind, url, reader) in new[] { (HitKind.Open, "", ReaderClass.Human), (HitKind.Click, "https://example.org/idees?an=2026", ReaderClass.Human), (HitKind.Click, "https://example.org/jouets", ReaderClass.Machine) })
        {
            await db.InsertAsync(new MessageSign { MessageId = letter, Action = CampaignTypes.ActionOf(prepared), PersonId = person, Kind = (int)kind, Url = url, Class = (int)reader, Count = 2, FirstUtc = DateTime.UnixEpoch.AddHours(2), LastUtc = DateTime.UnixEpoch.AddHours(9), After = 7200 });
        }

        return (draft, prepared);
    }

    private static async Task<string> NewAsync(IServiceProvider services, string name)
    {
        var content = services.GetRequiredService<IContentManager>();
        var segment = await services.GetRequiredService<ISession>().QueryIndex<ContentItemIndex>().Where(row => row.ContentType == Segments.ContentType && row.Latest).OrderBy(row => row.DocumentId).Select(row => row.ContentItemId).FirstAsync();
        var item = await content.NewAsync(CampaignTypes.Campaign);
        item.Alter<TitlePart>(part => part.Title = name);
        item.Alter<CampaignPart>(part => (part.Purpose, part.Template, part.Segments) = ("Pour que chacun puisse encore écrire.", "dernier-jour-pour-ecrire", [segment]));
        await content.CreateAsync(item);
        return item.ContentItemId;
    }
}
