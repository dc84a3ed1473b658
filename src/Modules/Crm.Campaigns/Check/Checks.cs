using System.Security.Claims;
using Crm.Campaigns.Audience;
using Crm.Campaigns.Campaigns;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Operations;
using Crm.Messaging.Actions;
using Crm.Messaging.Messages;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Campaigns.Check;

/// <summary>How many a campaign would not leave for, by where they would stand and why.</summary>
internal sealed record ForecastSum(MessageState State, string Reason, int Count);

/// <summary>Begins checks of campaigns and reads what they found; scoped.</summary>
internal sealed class Checks(ISession session, CampaignAudience audience, Operations operations, MailTemplateBook templates, ChangeContext change, TimeProvider time, IStringLocalizer<Checks> s)
{
    /// <summary>Begins a check. Returns why it cannot be, or null.</summary>
    public async Task<string?> BeginAsync(ClaimsPrincipal user, ContentItem item, CancellationToken cancellationToken)
    {
        var campaign = item.As<CampaignPart>()!;
        if (await templates.FindAsync(campaign.Template, cancellationToken) is not { } template)
        {
            return s["There is no template “{0}”.", campaign.Template];
        }

        var people = await audience.FindAsync(user, campaign, cancellationToken);
        if (people.Faults.Count > 0)
        {
            return string.Join(" ", people.Faults);
        }

        var (id, total) = (item.ContentItemId, await people.Rows!.CountAsync(cancellationToken));
        var operation = await operations.StartAsync(CheckCampaign.Name, CheckCampaign.Input(id), total);
        await (await session.GetConnectionAsync(write: true)).InsertOrReplaceAsync(
            new CampaignCheck { CampaignId = id, OperationId = operation, ByName = change.ActorName, BegunUtc = time.GetUtcNow().UtcDateTime, Version = session.GetVersion(item), Edition = template.Edition }, token: cancellationToken);
        return null;
    }

    /// <summary>How many it would not leave for, the most first.</summary>
    public async Task<IReadOnlyList<ForecastSum>> SumAsync(CampaignCheck check, CancellationToken cancellationToken)
        => [.. (await Of(await session.GetConnectionAsync(), check).GroupBy(row => new { row.State, row.Reason }).Select(group => new { group.Key.State, group.Key.Reason, Count = group.Count() }).ToListAsync(cancellationToken))
            .Select(row => new ForecastSum((MessageState)row.State, row.Reason, row.Count)).OrderBy(sum => sum.State).ThenByDescending(sum => sum.Count).ThenBy(sum => sum.Reason, StringComparer.Ordinal)];

    /// <summary>For how many it would leave later: at night, in a silence, or when they had enough for now.</summary>
    public async Task<int> WaitAsync(CampaignCheck check, CancellationToken cancellationToken)
        => await Of(await session.GetConnectionAsync(), check).CountAsync(row => row.State == (int)MessageState.Held, cancellationToken);

    /// <summary>Those it would not leave for, a page at a time.</summary>
    /// <param name="reason">Of one reason; null for all.</param>
    public async Task<IReadOnlyList<CampaignForecast>> ListAsync(CampaignCheck check, string? reason, long after, int take, CancellationToken cancellationToken)
        => await Of(await session.GetConnectionAsync(), check).Where(row => (reason == null || row.Reason == reason) && row.Id > after).OrderBy(row => row.Id).Take(take).ToListAsync(cancellationToken);

    private static IQueryable<CampaignForecast> Of(LinqToDB.Data.DataConnection db, CampaignCheck check) => db.GetTable<CampaignForecast>().Where(row => row.CampaignId == check.CampaignId && row.OperationId == check.OperationId);
}
