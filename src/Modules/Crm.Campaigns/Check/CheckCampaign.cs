using System.Text.Json.Nodes;
using Crm.Campaigns.Audience;
using Crm.Campaigns.Campaigns;
using Crm.Kernel.Data;
using Crm.Kernel.Localization;
using Crm.Kernel.Operations;
using Crm.Messaging.Actions;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;
using Microsoft.Extensions.Localization;

namespace Crm.Campaigns.Check;

/// <summary>
/// Looks at a whole audience: what would become of the campaign for each of them if it left at this moment, by the sender's own questions and the template's own words. Whom it would not leave for is
/// written down with the reason; a killed host goes on where it stopped.
/// </summary>
internal sealed class CheckCampaign(FindCampaign find, CampaignAudience audience, Foresight foresight, MailTemplateBook templates, ISession session, TimeProvider time, IStringLocalizer<CheckCampaign> s) : IOperation
{
    public const string Name = "Campaigns.Check";

    private const string Campaign = "campaign";
    private const string After = "after";

    public string Kind => Name;

    public bool IsFinal => true;

    public static JsonObject Input(string campaignId) => new() { [Campaign] = campaignId };

    public string TitleOf(JsonObject input, long total) => s.Plural(total, "Check of a campaign for {0:N0} person", "Check of a campaign for {0:N0} people");

    public async Task StepAsync(OperationRun run, CancellationToken cancellationToken)
    {
        var id = (string)run.Input[Campaign]!;
        var db = await session.GetConnectionAsync(write: true);

        // A check that was begun after this one has taken its place.
        if (await db.GetTable<CampaignCheck>().FirstOrDefaultAsync(row => row.CampaignId == id && row.OperationId == run.Id, cancellationToken) is not { } check)
        {
            run.Finish();
            return;
        }

        var (item, campaign) = await find.ForWorkAsync(id);
        if (session.GetVersion(item) != check.Version || (await templates.FindAsync(campaign.Template, cancellationToken))?.Edition != check.Edition)
        {
            throw new OperationRefusedException(s["The campaign or its template was changed meanwhile: check it again."]);
        }

        await LookAsync(run, check, campaign, await audience.ForWorkAsync(run.User, campaign, cancellationToken), db, cancellationToken);
    }

    private async Task LookAsync(OperationRun run, CampaignCheck check, CampaignPart campaign, AudiencePeople people, DataConnection db, CancellationToken cancellationToken)
    {
        var page = await people.PageAsync((long?)run.Place[After] ?? 0, run.Size, cancellationToken);
        if (page.Count == 0)
        {
            var now = time.GetUtcNow().UtcDateTime;
            await db.GetTable<CampaignForecast>().Where(row => row.CampaignId == check.CampaignId && row.OperationId != run.Id).DeleteAsync(cancellationToken);
            await db.GetTable<CampaignCheck>().Where(row => row.CampaignId == check.CampaignId && row.OperationId == run.Id).Set(row => row.EndedUtc, now).UpdateAsync(cancellationToken);
            run.Finish();
            return;
        }

        var found = await foresight.AskAsync(new MeantMessages(CampaignTypes.ActionOf(check.CampaignId), campaign.Channel, campaign.Template), [.. page.Select(row => row.PersonId)], cancellationToken);
        var stopped = found.Where(one => one.State is not null).ToList();
        await db.BulkCopyAsync(
            new BulkCopyOptions { BulkCopyType = BulkCopyType.MultipleRows },
            stopped.Select(one => new CampaignForecast { CampaignId = check.CampaignId, OperationId = run.Id, PersonId = one.PersonId, State = (int)one.State!, Reason = one.Reason, Detail = one.Detail }), cancellationToken);
        var (all, goes) = (page.Count, page.Count - stopped.Count);
        await db.GetTable<CampaignCheck>().Where(row => row.CampaignId == check.CampaignId && row.OperationId == run.Id)
            .Set(row => row.People, row => row.People + all).Set(row => row.Goes, row => row.Goes + goes).UpdateAsync(cancellationToken);
        run.Place[After] = page[^1].DocumentId;
        run.Done = page.Count;
    }
}
