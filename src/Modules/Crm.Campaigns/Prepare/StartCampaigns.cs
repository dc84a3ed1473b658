using System.Globalization;
using Crm.Campaigns.Campaigns;
using Crm.Kernel.Data;
using Crm.Kernel.Jobs;
using Crm.Kernel.Operations;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Campaigns.Prepare;

/// <summary>Begins campaigns whose moment has come, on behalf of who approved each.</summary>
[BackgroundTask(Title = "Campaigns", Schedule = "* * * * *", Description = "Begins approved campaigns when their moment has come.")]
internal sealed class StartCampaigns(ISession session, Operations operations, ChangeContext change, JobAlarm<StartCampaigns> alarm, TimeProvider time) : IBackgroundTask
{
    public async Task DoWorkAsync(IServiceProvider serviceProvider, CancellationToken cancellationToken)
    {
        var (db, now) = (await session.GetConnectionAsync(), time.GetUtcNow().UtcDateTime);
        var due = await db.GetTable<CampaignRun>().Where(row => row.State == (int)CampaignState.Approved && row.DueUtc <= now).ToListAsync(cancellationToken);
        foreach (var run in due)
        {
            await BeginAsync(run);
        }

        if (await db.GetTable<CampaignRun>().Where(row => row.State == (int)CampaignState.Approved && row.DueUtc > now).MinAsync(row => row.DueUtc, cancellationToken) is { } next)
        {
            alarm.In(next - now);
        }
    }

    // One commit each. Who takes the approval back at this moment is either first, or too late.
    private async Task BeginAsync(CampaignRun run)
    {
        (change.Actor, change.ActorName) = (run.By, run.ByName);
        var db = await session.GetConnectionAsync(write: true);
        if (await db.GetTable<CampaignRun>().Where(row => row.CampaignId == run.CampaignId && row.State == (int)CampaignState.Approved).Set(row => row.State, (int)CampaignState.Preparing).UpdateAsync() == 1)
        {
            var operation = await operations.StartAsync(PrepareCampaign.Name, PrepareCampaign.Input(run.CampaignId), 0);
            await db.GetTable<CampaignRun>().Where(row => row.CampaignId == run.CampaignId).Set(row => row.OperationId, operation).UpdateAsync();
            session.RecordChange(nameof(CampaignRun), nameof(CampaignState.Preparing));
        }

        await session.SaveChangesAsync();
    }
}
