using Crm.Campaigns.Approve;
using Crm.Campaigns.Audience;
using Crm.Campaigns.Campaigns;
using Crm.Campaigns.Check;
using Crm.Campaigns.Readings;
using Crm.Campaigns.Resend;
using Crm.Contacts.People;
using Crm.Contacts.Segments;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Operations;
using Crm.Kernel.Security;
using Crm.Messaging.Actions;
using Crm.Messaging.Channels;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Campaigns.View;

/// <summary>A campaign: what it says to whom, what its check found, its approval, and what became of each message.</summary>
[Right(CampaignsPermissions.View)]
internal sealed class ViewCampaign(
    FindCampaign find, Stands stands, Checks checks, Approvals approvals, CampaignAudience audience, CampaignFigures figures, CampaignReadings readings, BeginResend again, Operations operations, MailTemplateBook templates, Segments segments, IEnumerable<IChannel> channels, IContentManager content, Rights rights, CampaignWords names, IEnumerable<AudienceTool> tools,
    IStringLocalizer<ViewCampaign> s) : PageModel
{
    private const int MostPreviews = 3;
    private const int MostAsked = 60;

    public string Id { get; private set; } = "";

    public FoundCampaign Campaign { get; private set; } = null!;

    public CampaignState State { get; private set; }

    public CampaignRun? Run { get; private set; }

    public CampaignCheck? Check { get; private set; }

    public IReadOnlyList<ForecastSum> Forecast { get; private set; } = [];

    /// <summary>Whether the check looked at the campaign and its template as they are now.</summary>
    public bool IsFresh { get; private set; }

    /// <summary>The check or the preparation that is under way or did not come to its end; null for none.</summary>
    public OperationInfo? Work { get; private set; }

    public CampaignLedger Ledger { get; private set; } = new([], 0, 0);

    public CampaignReading Reading { get; private set; } = CampaignReading.None;

    public ActionLedger Words => figures.Words;

    public CampaignWords Names => names;

    public TemplateInfo? Template { get; private set; }

    public string Channel { get; private set; } = "";

    public IReadOnlyDictionary<string, string> SegmentNames { get; private set; } = new Dictionary<string, string>();

    /// <summary>People of the audience to try the template on.</summary>
    public IReadOnlyList<string> Previews { get; private set; } = [];

    /// <summary>What other modules let one do with its letter.</summary>
    public IEnumerable<AudienceTool> Tools => tools;

    public string Action => CampaignTypes.ActionOf(Id);

    public bool MayManage { get; private set; }

    /// <summary>The campaign that this one is the second letter of, by the name its reader may see; null for a first letter.</summary>
    public (string Id, string Name)? First { get; private set; }

    /// <summary>Whether who gave no sign may be written to again.</summary>
    public bool MayResend => MayManage && State == CampaignState.Prepared && Campaign.Item.As<CampaignPart>()!.ResendOf is null && Reading.Sent > 0;

    public bool MayApprove { get; private set; }

    /// <summary>Why it cannot be approved by this reader now; null when it can.</summary>
    public string? ApprovalFault { get; private set; }

    public bool MayTakeBack => MayApprove && State == CampaignState.Approved;

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken) => await LoadAsync(id, cancellationToken) ? Page() : NotFound();

    /// <summary>How far the work is; the whole page once it has ended.</summary>
    public async Task<IActionResult> OnGetWorkAsync(string id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken))
        {
            return NotFound();
        }

        if (Work is not { IsUnderWay: true })
        {
            Response.Headers["HX-Refresh"] = "true";
        }

        return Partial("/Crm.Campaigns/View/_Work.cshtml", this);
    }

    /// <summary>Begins a check.</summary>
    public async Task<IActionResult> OnPostCheckAsync(string id, CancellationToken cancellationToken)
    {
        if (await find.FindAsync(User, id, toChange: true) is not { } found || await stands.StateAsync(id, cancellationToken) is not (CampaignState.Draft or CampaignState.Approved))
        {
            return NotFound();
        }

        return await checks.BeginAsync(User, found.Item, cancellationToken) is { } fault ? await FaultAsync(id, fault, cancellationToken) : Back(id);
    }

    /// <summary>Approves it.</summary>
    public async Task<IActionResult> OnPostApproveAsync(string id, CancellationToken cancellationToken)
    {
        if (!await rights.HoldsAsync(User, CampaignsPermissions.Approve))
        {
            return Forbid();
        }

        if (await find.FindAsync(User, id) is not { } found)
        {
            return NotFound();
        }

        if (await approvals.FaultAsync(User, found.Item, cancellationToken) is { } fault)
        {
            return await FaultAsync(id, fault, cancellationToken);
        }

        await approvals.ApproveAsync(found.Item, cancellationToken);
        this.Toast(s["Approved."], $"~/admin/campaigns/{id}?handler=TakeBack");
        return Back(id);
    }

    /// <summary>Takes the approval back.</summary>
    public async Task<IActionResult> OnPostTakeBackAsync(string id, CancellationToken cancellationToken)
    {
        if (!await rights.HoldsAsync(User, CampaignsPermissions.Approve))
        {
            return Forbid();
        }

        if (await find.FindAsync(User, id) is null)
        {
            return NotFound();
        }

        if (!await approvals.TakeBackAsync(id, cancellationToken))
        {
            return await FaultAsync(id, s["Too late: its messages are being put. The brake stops them."], cancellationToken);
        }

        this.Toast(s["It is a draft again."]);
        return Back(id);
    }

    /// <summary>Begins its second letter.</summary>
    public async Task<IActionResult> OnPostResendAsync(string id, CancellationToken cancellationToken)
    {
        if (await find.FindAsync(User, id, toChange: true) is not { } found || found.Item.As<CampaignPart>()!.ResendOf is not null || await stands.FindAsync(id, cancellationToken) is not { State: (int)CampaignState.Prepared } run)
        {
            return NotFound();
        }

        var (resend, fault) = await again.BeginAsync(found, run, cancellationToken);
        return fault is null ? Back(resend!) : await FaultAsync(id, fault, cancellationToken);
    }

    /// <summary>Makes a new campaign that says the same to the same people.</summary>
    public async Task<IActionResult> OnPostCopyAsync(string id, CancellationToken cancellationToken)
    {
        if (await find.FindAsync(User, id, toChange: true) is not { } found)
        {
            return NotFound();
        }

        var copy = await content.NewAsync(CampaignTypes.Campaign);
        copy.Alter<TitlePart>(part => part.Title = CampaignHandler.Shortened(s["{0} (copy)", found.Name]));
        copy.Alter<CampaignPart>(part => part.SayLike(found.Item.As<CampaignPart>()!));
        if ((await content.ValidateAsync(copy)).Errors is [var fault, ..])
        {
            return await FaultAsync(id, fault.Message, cancellationToken);
        }

        await content.CreateAsync(copy);
        this.Toast(s["Copied, without its moment."]);
        return Redirect(Url.Content($"~/admin/campaigns/{copy.ContentItemId}/edit"));
    }

    private RedirectResult Back(string id) => Redirect(Url.Content($"~/admin/campaigns/{id}"));

    private async Task<IActionResult> FaultAsync(string id, string fault, CancellationToken cancellationToken)
    {
        ModelState.AddModelError("", fault);
        return await LoadAsync(id, cancellationToken) ? Page() : NotFound();
    }

    private async Task<bool> LoadAsync(string id, CancellationToken cancellationToken)
    {
        if (await find.FindAsync(User, id) is not { } found)
        {
            return false;
        }

        (Id, Campaign, Run, Check) = (id, found, await stands.FindAsync(id, cancellationToken), await stands.CheckAsync(id, cancellationToken));
        State = (CampaignState)(Run?.State ?? 0);
        Template = Campaign.Part.Template.Length > 0 ? await templates.FindAsync(Campaign.Part.Template, cancellationToken) : null;
        Channel = channels.FirstOrDefault(channel => channel.Name == Campaign.Part.Channel)?.Title ?? Campaign.Part.Channel;
        Forecast = Check is null ? [] : await checks.SumAsync(Check, cancellationToken);
        IsFresh = Template is not null && stands.IsFresh(Check, found.Item, Template.Edition);
        Ledger = await figures.OfAsync(id, cancellationToken);
        Reading = await readings.OfAsync(id, cancellationToken);
        First = Campaign.Item.As<CampaignPart>()!.ResendOf is { } first ? (first, (await find.FindAsync(User, first))?.Name ?? "") : null;
        (MayManage, MayApprove) = (await rights.HoldsAsync(User, CommonPermissions.PublishContent, found.Item), await rights.HoldsAsync(User, CampaignsPermissions.Approve));
        Work = await WorkAsync();
        SegmentNames = (await segments.ListAsync(User, cancellationToken)).ToDictionary(segment => segment.Id, segment => segment.Name);
        if (State == CampaignState.Draft)
        {
            ApprovalFault = MayApprove ? await approvals.FaultAsync(User, found.Item, cancellationToken) : null;
            Previews = await PreviewsAsync(cancellationToken);
        }

        return true;
    }

    private async Task<OperationInfo?> WorkAsync()
    {
        var operation = State > CampaignState.Approved ? Run!.OperationId : Check is { EndedUtc: null } ? Check.OperationId : "";
        return operation.Length > 0 && await operations.GetAsync(operation) is { } work && (work.IsUnderWay || work.Error is not null) ? work : null;
    }

    // The first ones, but of several languages where there are: that is what differs most from letter to letter.
    private async Task<IReadOnlyList<string>> PreviewsAsync(CancellationToken cancellationToken)
    {
        if (await audience.FindAsync(User, Campaign.Part, cancellationToken) is not { Faults.Count: 0 } people)
        {
            return [];
        }

        var first = (await people.PageAsync(0, MostAsked, cancellationToken)).Select(row => row.PersonId).ToList();
        var languages = (await content.GetAsync(first, VersionOptions.Latest)).DistinctBy(person => person.ContentItemId).ToDictionary(person => person.ContentItemId, person => person.As<PersonPart>()?.Languages.FirstOrDefault() ?? "");
        return [.. first.DistinctBy(person => languages.GetValueOrDefault(person, "")).Concat(first).Distinct().Take(MostPreviews)];
    }
}
