using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Crm.Messaging.StopList;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Trips;

/// <summary>The limits as a form has them.</summary>
internal sealed class TripForm
{
    public double BouncePercent { get; set; }

    public double ComplaintPercent { get; set; }

    public int Sample { get; set; }

    public int PersonPerHour { get; set; }

    public int SoftMost { get; set; }

    public int SoftDays { get; set; }

    public int RefusedMost { get; set; }

    public int RefusedDays { get; set; }
}

/// <summary>When the brake is pulled by itself, and when an address is given up.</summary>
[Right(MessagingPermissions.Manage)]
internal sealed class EditTrips(ISiteService sites, IStringLocalizer<EditTrips> s) : PageModel
{
    private const int Most = 1_000_000;
    private const int MostDays = 366;

    [BindProperty]
    public TripForm Input { get; set; } = new();

    public async Task OnGetAsync()
    {
        var site = await sites.GetSiteSettingsAsync();
        var (trips, stops) = (site.As<TripSettings>(), site.As<StopListSettings>());
        Input = new TripForm
        {
            BouncePercent = trips.BouncePercent, ComplaintPercent = trips.ComplaintPercent, Sample = trips.Sample, PersonPerHour = trips.PersonPerHour,
            SoftMost = stops.SoftMost, SoftDays = stops.SoftDays, RefusedMost = stops.RefusedMost, RefusedDays = stops.RefusedDays,
        };
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Check(nameof(Input.BouncePercent), Input.BouncePercent is >= 0 and <= 100, s["From 0 to 100 %."]);
        Check(nameof(Input.ComplaintPercent), Input.ComplaintPercent is >= 0 and <= 100, s["From 0 to 100 %."]);
        Check(nameof(Input.Sample), Input.Sample is >= 1 and <= Most, s["From {0} to {1}.", 1, Most]);
        Check(nameof(Input.PersonPerHour), Input.PersonPerHour is >= 0 and <= Most, s["From {0} to {1}.", 0, Most]);
        Check(nameof(Input.SoftMost), Input.SoftMost is >= 0 and <= 100, s["From {0} to {1}.", 0, 100]);
        Check(nameof(Input.RefusedMost), Input.RefusedMost is >= 0 and <= 100, s["From {0} to {1}.", 0, 100]);
        Check(nameof(Input.SoftDays), Input.SoftDays is >= 0 and <= MostDays, s["From {0} to {1}.", 0, MostDays]);
        Check(nameof(Input.RefusedDays), Input.RefusedDays is >= 1 and <= MostDays, s["From {0} to {1}.", 1, MostDays]);
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var site = await sites.LoadSiteSettingsAsync();
        site.Put(new TripSettings { BouncePercent = Input.BouncePercent, ComplaintPercent = Input.ComplaintPercent, Sample = Input.Sample, PersonPerHour = Input.PersonPerHour });
        site.Put(new StopListSettings { SoftMost = Input.SoftMost, SoftDays = Input.SoftDays, RefusedMost = Input.RefusedMost, RefusedDays = Input.RefusedDays });
        await sites.UpdateSiteSettingsAsync(site);
        this.Toast(s["Saved."]);
        return RedirectToPage();
    }

    private void Check(string member, bool isRight, string sentence)
    {
        if (!isRight)
        {
            ModelState.AddModelError($"{nameof(Input)}.{member}", sentence);
        }
    }
}
