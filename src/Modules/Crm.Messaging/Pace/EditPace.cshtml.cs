using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Pace;

/// <summary>How fast letters to many go to each receiving domain, and which are left in peace now.</summary>
[Right(MessagingPermissions.Manage)]
internal sealed class EditPace(ISiteService sites, DomainPaces paces, TimeProvider time, IStringLocalizer<EditPace> s) : PageModel
{
    private const int MostDomains = 50;
    private const int MostPerMinute = 100_000;

    [BindProperty]
    public int PerMinute { get; set; }

    /// <summary>Those with a pace of their own, and an empty one to add.</summary>
    [BindProperty]
    public List<PaceForm> Domains { get; set; } = [];

    public IReadOnlyList<DomainPause> Pauses { get; private set; } = [];

    public DateTime NowUtc => time.GetUtcNow().UtcDateTime;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var settings = (await sites.GetSiteSettingsAsync()).As<PaceSettings>();
        (PerMinute, Domains) = (settings.PerMinute, [.. settings.Domains.Select(one => new PaceForm { Domain = one.Domain, PerMinute = one.PerMinute })]);
        await ShowAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var kept = Domains.Where(one => !string.IsNullOrWhiteSpace(one.Domain)).ToList();
        Check(kept);
        if (!ModelState.IsValid)
        {
            await ShowAsync(cancellationToken);
            return Page();
        }

        var site = await sites.LoadSiteSettingsAsync();
        site.Put(new PaceSettings { PerMinute = PerMinute, Domains = [.. kept.Select(one => new DomainPace { Domain = Name(one), PerMinute = one.PerMinute })] });
        await sites.UpdateSiteSettingsAsync(site);
        this.Toast(s["Saved."]);
        return RedirectToPage();
    }

    /// <summary>A domain is tried again at once.</summary>
    public async Task<IActionResult> OnPostResumeAsync(long pause, CancellationToken cancellationToken)
    {
        if (await paces.ResumeAsync(pause, cancellationToken) is not { } resumed)
        {
            return NotFound();
        }

        this.Toast(s["Letters to {0} are tried again.", resumed.Domain]);
        return RedirectToPage();
    }

    private static string Name(PaceForm form) => form.Domain!.Trim().TrimStart('@').ToLowerInvariant();

    private async Task ShowAsync(CancellationToken cancellationToken)
    {
        Pauses = await paces.PausesAsync(cancellationToken);
        if (Domains.Count < MostDomains && Domains.All(one => !string.IsNullOrWhiteSpace(one.Domain)))
        {
            Domains.Add(new PaceForm());
        }
    }

    private void Check(List<PaceForm> kept)
    {
        if (PerMinute is < 0 or > MostPerMinute)
        {
            ModelState.AddModelError(nameof(PerMinute), s["From {0} to {1}.", 0, MostPerMinute]);
        }

        foreach (var (form, at) in Domains.Select((form, at) => (form, at)).Where(one => kept.Contains(one.form)))
        {
            if (Uri.CheckHostName(Name(form)) != UriHostNameType.Dns || !Name(form).Contains('.', StringComparison.Ordinal) || kept.Count(other => Name(other) == Name(form)) > 1)
            {
                ModelState.AddModelError($"{nameof(Domains)}[{at}].{nameof(form.Domain)}", s["Write a domain as example.org, each once."]);
            }

            if (form.PerMinute is < 0 or > MostPerMinute)
            {
                ModelState.AddModelError($"{nameof(Domains)}[{at}].{nameof(form.PerMinute)}", s["From {0} to {1}.", 0, MostPerMinute]);
            }
        }
    }
}

/// <summary>The pace of a domain as the form has it; blank when it is none.</summary>
internal sealed class PaceForm
{
    public string? Domain { get; set; }

    public int PerMinute { get; set; } = 60;
}
