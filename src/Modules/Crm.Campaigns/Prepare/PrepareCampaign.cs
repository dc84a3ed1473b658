using System.Text.Json.Nodes;
using Crm.Campaigns.Audience;
using Crm.Campaigns.Campaigns;
using Crm.Kernel.Data;
using Crm.Kernel.Operations;
using Crm.Messaging.Actions;
using Crm.Messaging.Messages;
using Crm.Messaging.Templates;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Campaigns.Prepare;

/// <summary>
/// Puts a campaign's messages, one for each of its people at this moment. A message and the place that was reached are one transaction and its key is campaign and person: a killed host goes on where it
/// stopped, and nobody is put twice. Who comes into a segment after their turn has passed is not written to; who leaves it before is not either.
/// </summary>
internal sealed class PrepareCampaign(FindCampaign find, CampaignAudience audience, MailTemplateBook templates, Outbox outbox, ISession session, TimeProvider time, IStringLocalizer<PrepareCampaign> s) : IOperation
{
    public const string Name = "Campaigns.Prepare";

    private const string Campaign = "campaign";
    private const string After = "after";

    public string Kind => Name;

    // The brake stops what was put; what left is not taken back.
    public bool IsFinal => true;

    public static JsonObject Input(string campaignId) => new() { [Campaign] = campaignId };

    public string TitleOf(JsonObject input, long total) => s["Campaign: its messages are put"];

    public async Task StepAsync(OperationRun run, CancellationToken cancellationToken)
    {
        var id = (string)run.Input[Campaign]!;
        var db = await session.GetConnectionAsync(write: true);
        if (await db.GetTable<CampaignRun>().FirstOrDefaultAsync(row => row.CampaignId == id && row.State == (int)CampaignState.Preparing, cancellationToken) is not { } stand)
        {
            throw new OperationRefusedException(s["The campaign is no longer approved."]);
        }

        var (_, campaign) = await find.ForWorkAsync(id);
        if ((await templates.FindAsync(campaign.Template, cancellationToken))?.Edition != stand.Edition)
        {
            throw new OperationRefusedException(s["The template or its layout was changed after the campaign was approved: nothing more is put. Take that version into use again and resume, or drop what was put and copy the campaign."]);
        }

        var people = await audience.ForWorkAsync(run.User, campaign, cancellationToken);
        var page = await people.PageAsync((long?)run.Place[After] ?? 0, run.Size, cancellationToken);
        var rows = db.GetTable<CampaignRun>().Where(row => row.CampaignId == id);
        if (page.Count == 0)
        {
            var now = time.GetUtcNow().UtcDateTime;
            await rows.Set(row => row.State, (int)CampaignState.Prepared).Set(row => row.PreparedUtc, now).UpdateAsync(cancellationToken);
            session.RecordChange(nameof(CampaignRun), nameof(CampaignState.Prepared));
            run.Finish();
            return;
        }

        var (action, due) = (CampaignTypes.ActionOf(id), stand.DueUtc!.Value);
        await outbox.PutAsync(
            [.. page.Select(row => NewMessage.Of(action, row.PersonId, campaign.Channel, new TemplateUse(campaign.Template)) with { DueUtc = due, ExpiresUtc = due.AddDays(campaign.Days) })], cancellationToken);
        var put = page.Count;
        await rows.Set(row => row.People, row => row.People + put).UpdateAsync(cancellationToken);
        run.Place[After] = page[^1].DocumentId;
        run.Done = put;
    }
}
