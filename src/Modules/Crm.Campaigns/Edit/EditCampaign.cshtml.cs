using Crm.Campaigns.Campaigns;
using Crm.Contacts.Segments;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Data;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Localization;
using Crm.Kernel.Security;
using Crm.Messaging.Actions;
using Crm.Messaging.Channels;
using Crm.Messaging.Messages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Campaigns.Edit;

/// <summary>Writes a campaign, or changes one that is not prepared yet.</summary>
[Right(CampaignsPermissions.Manage)]
internal sealed class EditCampaign(
    FindCampaign find, IContentManager content, ISession session, Segments segments, MailTemplateBook templates, IEnumerable<IChannel> channels, Stands stands, LocalTime local, ChangeContext change, TimeProvider time, IStringLocalizer<EditCampaign> s) : PageModel
{
    [BindProperty]
    public CampaignForm Input { get; set; } = new();

    /// <summary>The version the form was opened with.</summary>
    [BindProperty]
    public long Version { get; set; }

    public string? Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Whether it is a campaign's second letter.</summary>
    public bool IsResend { get; private set; }

    /// <summary>Whether an approval is lost with a change.</summary>
    public bool IsApproved { get; private set; }

    public IReadOnlyList<SegmentName> AllSegments { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Templates { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Channels { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string? id, CancellationToken cancellationToken)
    {
        var (isFound, item) = await LoadAsync(id, cancellationToken);
        if (!isFound)
        {
            return NotFound();
        }

        var part = item?.As<CampaignPart>() ?? new CampaignPart();
        (Version, Input) = (item is null ? 0 : session.GetVersion(item), CampaignForm.Of(item?.DisplayText, part, part.DueUtc is { } due ? await local.OfAsync(due) : null));
        return Page();
    }

    /// <summary>Stores it.</summary>
    public async Task<IActionResult> OnPostAsync(string? id, CancellationToken cancellationToken)
    {
        var (isFound, found) = await LoadAsync(id, cancellationToken);
        if (!isFound)
        {
            return NotFound();
        }

        var item = found ?? await content.NewAsync(CampaignTypes.Campaign);
        var zone = await local.ZoneAsync();
        if (Input.Due is { } at && zone.IsInvalidTime(at))
        {
            ModelState.AddModelError("Input.Due", s["There is no such hour on that day: the clocks go forward."]);
        }
        else if (id is not null && Version != session.GetVersion(item))
        {
            ModelState.AddModelError("", s["Somebody else changed this campaign meanwhile. Open it anew; what you wrote is still shown here."]);
        }

        DateTime? due = ModelState.IsValid && Input.Due is { } wall ? TimeZoneInfo.ConvertTimeToUtc(DateTime.SpecifyKind(wall, DateTimeKind.Unspecified), zone) : null;
        if (due < time.GetUtcNow().UtcDateTime && due != item.As<CampaignPart>()?.DueUtc)
        {
            ModelState.AddModelError("Input.Due", s["That moment lies in the past."]);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        item.Alter<TitlePart>(part => part.Title = Input.Name?.Trim());
        item.Alter<CampaignPart>(part => Input.Write(part, due));
        foreach (var fault in (await content.ValidateAsync(item)).Errors)
        {
            ModelState.AddModelError(FieldOf(fault.Path), fault.Message);
        }

        if (!ModelState.IsValid)
        {
            session.Detach(item);
            return Page();
        }

        (item.ModifiedUtc, item.Author) = (time.GetUtcNow().UtcDateTime, change.ActorName);
        await (id is null ? content.CreateAsync(item) : content.UpdateAsync(item));
        this.Toast(id is null ? s["{0} was added.", Input.Name!.Trim()] : s["Saved."]);
        return Redirect(Url.Content($"~/admin/campaigns/{item.ContentItemId}"));
    }

    private static string FieldOf(string member) => member switch
    {
        "TitlePart.Title" => "Input.Name",
        "" => "",
        _ => $"Input.{member.Split('.')[^1]}",
    };

    private async Task<(bool IsFound, ContentItem? Item)> LoadAsync(string? id, CancellationToken cancellationToken)
    {
        var found = id is null ? null : await find.FindAsync(User, id, toChange: true);
        var state = found is null ? CampaignState.Draft : await stands.StateAsync(found.Item.ContentItemId, cancellationToken);
        if ((id is not null && found is null) || state > CampaignState.Approved)
        {
            return (false, null);
        }

        (Id, Name, IsApproved, IsResend) = (id, found?.Name ?? "", state == CampaignState.Approved, found?.Item.As<CampaignPart>()?.ResendOf is not null);
        AllSegments = await segments.ListAsync(User, cancellationToken);
        var usable = new List<SelectListItem>();
        foreach (var (name, title) in await templates.ListAsync(cancellationToken))
        {
            if (await templates.FindAsync(name, cancellationToken) is { Class: MessageClass.Marketing })
            {
                usable.Add(new SelectListItem(title, name));
            }
        }

        Templates = usable;
        Channels = [.. channels.Select(channel => new SelectListItem(channel.Title, channel.Name))];
        return (true, found?.Item);
    }
}
