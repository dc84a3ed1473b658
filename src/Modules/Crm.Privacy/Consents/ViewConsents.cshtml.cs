using Crm.Kernel.Display.Toasts;
using Crm.Kernel.PersonalData;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Privacy.Consents;

/// <summary>All that a person, or somebody for them, said about consents, and the form that adds to it.</summary>
[Right(PrivacyPermissions.ViewConsents)]
internal sealed class ViewConsents(PeopleInReach people, ConsentLog log, ConsentLabels labels, Rights rights, IStringLocalizer<ViewConsents> s) : PageModel
{
    [BindProperty]
    public ConsentForm Input { get; set; } = new();

    public string PersonId { get; private set; } = "";

    public string Name { get; private set; } = "";

    public IReadOnlyList<ConsentEntry> Entries { get; private set; } = [];

    public IReadOnlyList<ConsentPurpose> Purposes { get; private set; } = [];

    public bool MayRecord { get; private set; }

    public ConsentLabels Labels => labels;

    public IEnumerable<SelectListItem> PurposeChoices => Purposes.Select(purpose => new SelectListItem(labels.Purpose(purpose), purpose.Code));

    public IEnumerable<SelectListItem> ChannelChoices => ConsentPurpose.AllChannels.Select(channel => new SelectListItem(labels.Channel(channel), channel));

    public IEnumerable<SelectListItem> SourceChoices => ConsentForm.Sources.Select(source => new SelectListItem(labels.Source(source), source));

    public IEnumerable<SelectListItem> RoleChoices => ConsentForm.Roles.Select(role => new SelectListItem(labels.Role(role), role));

    public IEnumerable<SelectListItem> Answers => [new(s["Given"], "true"), new(s["Withdrawn"], "false")];

    /// <summary>A purpose's name by its code.</summary>
    public string PurposeOf(string code) => Purposes.FirstOrDefault(purpose => purpose.Code == code) is { } purpose ? labels.Purpose(purpose) : code;

    public async Task<IActionResult> OnGetAsync(string id, string? purpose, string? channel, CancellationToken cancellationToken)
    {
        (Input.Purpose, Input.Channel, Input.IsGiven) = (purpose ?? "", channel ?? "email", true);
        return await ReadAsync(id, cancellationToken) is null ? NotFound() : Page();
    }

    /// <summary>Adds to the log.</summary>
    [Right(PrivacyPermissions.RecordConsents)]
    public async Task<IActionResult> OnPostAsync(string id, CancellationToken cancellationToken)
    {
        if (await ReadAsync(id, cancellationToken) is not { } subject)
        {
            return NotFound();
        }

        if (await log.AddAsync(subject, Input, cancellationToken) is { } fault)
        {
            ModelState.AddModelError("Input." + fault.Input, fault.Sentence);
            return Page();
        }

        this.Toast(Input.IsGiven ? s["Noted: given."] : s["Noted: withdrawn."]);
        return Redirect(Url.Content($"~/admin/people/{PersonId}"));
    }

    private async Task<DataSubject?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        if (await people.FindAsync(User, id, cancellationToken) is not { } subject)
        {
            return null;
        }

        (PersonId, Name) = (subject.Id, await people.ShownNameAsync(User, subject));
        (Entries, Purposes) = (await log.ListAsync(subject, cancellationToken), await log.PurposesAsync());
        MayRecord = await rights.HoldsAsync(User, PrivacyPermissions.RecordConsents);
        return subject;
    }
}
