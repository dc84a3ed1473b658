using System.Security.Claims;
using Crm.Campaigns.Approve;
using Crm.Campaigns.Campaigns;
using Crm.Campaigns.Check;
using Crm.Campaigns.View;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using LinqToDB.Async;
using Microsoft.AspNetCore.Http;

namespace Crm.Campaigns.Api;

/// <summary><c>/api/campaigns</c>: what the screens show and do, under the same rights. Campaigns are written by the content routes.</summary>
internal static class CampaignsEndpoint
{
    private const int MaxTake = 200;
    private const int Usual = 20;

    /// <param name="after">The "next" of the page before.</param>
    public static async Task<IResult> ListAsync(string? after, int? take, ClaimsPrincipal user, ISession session, Stands stands, Visible visible, CancellationToken cancellationToken)
    {
        var size = Math.Clamp(take ?? Usual, 1, MaxTake);
        var rows = await session.QueryIndex<ContentItemIndex>().Where(row => row.ContentType == CampaignTypes.Campaign && row.Latest && (after == null || string.Compare(row.ContentItemId, after) > 0))
            .OrderBy(row => row.ContentItemId).Take(size + 1).Select(row => row.DocumentId).ToListAsync(cancellationToken);
        var items = await session.GetAsync<ContentItem>(rows.Take(size));
        var (sight, runs) = (await visible.ForAsync(user), await stands.FindAsync(items.Select(item => item.ContentItemId), cancellationToken));
        return Results.Json(new CampaignPage(
            [.. items.Select(item => Line(item.ContentItemId, sight.NameOf(item) ?? "", runs.GetValueOrDefault(item.ContentItemId)))], rows.Count > size ? items[^1].ContentItemId : null));
    }

    public static async Task<IResult> GetAsync(string campaign, ClaimsPrincipal user, FindCampaign find, Stands stands, Checks checks, CampaignFigures figures, CancellationToken cancellationToken)
    {
        if (await find.FindAsync(user, campaign) is not { } found)
        {
            return Results.NotFound();
        }

        var check = await stands.CheckAsync(campaign, cancellationToken);
        var ledger = await figures.OfAsync(campaign, cancellationToken);
        return Results.Json(new CampaignAnswer(
            Line(campaign, found.Name, await stands.FindAsync(campaign, cancellationToken)),
            check is null ? null : new CheckResult(check.People, check.Goes, check.EndedUtc, [.. (await checks.SumAsync(check, cancellationToken)).Select(sum => new StateSum(Key(sum.State), sum.Reason, sum.Count))]),
            new LedgerResult(ledger.Total, ledger.NotArrived, ledger.Answered, [.. ledger.Sums.Select(sum => new StateSum(Key(sum.State), sum.Reason, sum.Count))])));
    }

    public static async Task<IResult> CheckAsync(string campaign, ClaimsPrincipal user, FindCampaign find, Stands stands, Checks checks, CancellationToken cancellationToken)
        => await find.FindAsync(user, campaign, toChange: true) is not { } found ? Results.NotFound()
            : await stands.StateAsync(campaign, cancellationToken) > CampaignState.Approved ? Results.Conflict()
            : await checks.BeginAsync(user, found.Item, cancellationToken) is { } fault ? Refused(fault)
            : Results.Accepted($"/api/campaigns/{campaign}");

    public static async Task<IResult> ApproveAsync(string campaign, ClaimsPrincipal user, FindCampaign find, Approvals approvals, CancellationToken cancellationToken)
    {
        if (await find.FindAsync(user, campaign) is not { } found)
        {
            return Results.NotFound();
        }

        if (await approvals.FaultAsync(user, found.Item, cancellationToken) is { } fault)
        {
            return Refused(fault);
        }

        await approvals.ApproveAsync(found.Item, cancellationToken);
        return Results.NoContent();
    }

    public static async Task<IResult> TakeBackAsync(string campaign, ClaimsPrincipal user, FindCampaign find, Approvals approvals, CancellationToken cancellationToken)
        => await find.FindAsync(user, campaign) is null ? Results.NotFound() : await approvals.TakeBackAsync(campaign, cancellationToken) ? Results.NoContent() : Results.Conflict();

    private static IResult Refused(string sentence) => Results.ValidationProblem(new Dictionary<string, string[]> { [""] = [sentence] });

    private static ListedCampaign Line(string id, string name, CampaignRun? run) => new(id, name, Key((CampaignState)(run?.State ?? 0)), run?.ByName, run?.ApprovedUtc, run?.DueUtc, run?.People ?? 0);

    private static string Key(Enum value) => value.ToString().ToLowerInvariant();
}

/// <summary>A page of campaigns.</summary>
/// <param name="Next">To be given as "after"; null at the end.</param>
internal sealed record CampaignPage(IReadOnlyList<ListedCampaign> Campaigns, string? Next);

/// <summary>A campaign and how it stands: "draft", "approved", "preparing" or "prepared".</summary>
/// <param name="People">For how many it was put.</param>
internal sealed record ListedCampaign(string Id, string Name, string State, string? ApprovedBy, DateTime? ApprovedUtc, DateTime? DueUtc, int People);

/// <summary>A campaign with its figures.</summary>
internal sealed record CampaignAnswer(ListedCampaign Campaign, CheckResult? Check, LedgerResult Ledger);

/// <summary>What the last check found.</summary>
/// <param name="Goes">For how many it would have left.</param>
/// <param name="EndedUtc">Null while it looks.</param>
internal sealed record CheckResult(int People, int Goes, DateTime? EndedUtc, IReadOnlyList<StateSum> Stopped);

/// <summary>What became of the messages; the states add up to the total.</summary>
internal sealed record LedgerResult(int Total, int NotArrived, int Answered, IReadOnlyList<StateSum> States);

/// <summary>How many stand in a state, for a reason.</summary>
internal sealed record StateSum(string State, string Reason, int Count);
