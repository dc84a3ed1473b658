using System.Security.Claims;
using Crm.Campaigns.Audience;
using Crm.Campaigns.Campaigns;
using Crm.Campaigns.Check;
using Crm.Campaigns.Prepare;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Jobs;
using Crm.Kernel.Settings;
using Crm.Kernel.Tenants;
using Crm.Messaging.Actions;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Campaigns.Approve;

/// <summary>Approves campaigns: what was checked, as it was checked, by who may. Scoped.</summary>
internal sealed class Approvals(
    Stands stands, Checks checks, CampaignAudience audience, MailTemplateBook templates, ISession session, ISiteService sites, ChangeContext change, JobAlarm<StartCampaigns> soon, AfterCommit after, TimeProvider time, IStringLocalizer<Approvals> s)
{
    /// <summary>Why that user cannot approve it now; null when they can.</summary>
    public async Task<string?> FaultAsync(ClaimsPrincipal user, ContentItem item, CancellationToken cancellationToken)
    {
        var campaign = item.As<CampaignPart>()!;
        if (await stands.StateAsync(item.ContentItemId, cancellationToken) != CampaignState.Draft)
        {
            return s["It is approved already."];
        }

        if (await templates.FindAsync(campaign.Template, cancellationToken) is not { } template)
        {
            return s["There is no template “{0}”.", campaign.Template];
        }

        var check = await stands.CheckAsync(item.ContentItemId, cancellationToken);
        if (!stands.IsFresh(check, item, template.Edition))
        {
            return check?.EndedUtc is null ? s["Check it first: nobody approves what nobody looked at."].Value : s["The campaign, its template or its layout was changed after the check: check it again."].Value;
        }

        if (check!.Goes == 0 && await checks.WaitAsync(check, cancellationToken) == 0)
        {
            return s["It would leave for nobody."];
        }

        if (campaign.DueUtc?.AddDays(campaign.Days) < time.GetUtcNow().UtcDateTime)
        {
            return s["Its time is over: give it a later one."];
        }

        if (campaign.ResendOf is { } first && (await stands.FindAsync(first, cancellationToken))?.Edition == template.Edition)
        {
            return s["It says word for word what the first letter said: choose another template, or give this one another subject."];
        }

        var people = await audience.FindAsync(user, campaign, cancellationToken);
        return people.Faults.Count > 0 ? string.Join(" ", people.Faults) : await SecondPersonAsync(campaign, check, template, cancellationToken);
    }

    /// <summary>Approves it, with this unit of work: from its moment on its messages are put and leave by themselves.</summary>
    public async Task ApproveAsync(ContentItem item, CancellationToken cancellationToken)
    {
        var (campaign, now) = (item.As<CampaignPart>()!, time.GetUtcNow().UtcDateTime);
        var due = campaign.DueUtc is { } later && later > now ? later : now;
        await stands.PutAsync(
            new CampaignRun
            {
                CampaignId = item.ContentItemId, State = (int)CampaignState.Approved, By = change.Actor, ByName = change.ActorName, ApprovedUtc = now, DueUtc = due,
                Edition = (await templates.FindAsync(campaign.Template, cancellationToken))!.Edition,
            },
            cancellationToken);
        after.Add(() =>
        {
            soon.In(due - now);
            return Task.CompletedTask;
        });
    }

    /// <summary>Takes an approval back, as long as nothing was put.</summary>
    /// <returns>Whether it did.</returns>
    public Task<bool> TakeBackAsync(string campaignId, CancellationToken cancellationToken) => stands.BackToDraftAsync(campaignId, CampaignState.Approved, cancellationToken);

    // To many, with nothing that speaks to the one who reads it: two people want it.
    private async Task<string?> SecondPersonAsync(CampaignPart campaign, CampaignCheck check, TemplateInfo template, CancellationToken cancellationToken)
    {
        var percent = (await sites.GetSiteSettingsAsync()).As<CampaignSettings>().SecondPersonPercent;
        if (percent == 0 || template.IsPersonal || campaign.EditedBy != change.Actor)
        {
            return null;
        }

        var all = await session.QueryIndex<PersonIndex>().LongCountAsync(cancellationToken);
        return check.People * 100L >= all * percent ? (string)s["It goes to {0} % of all people or more and says nothing of any of them: somebody else than who wrote it approves it.", percent] : null;
    }
}
