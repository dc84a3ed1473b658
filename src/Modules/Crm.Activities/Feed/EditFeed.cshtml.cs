using Crm.Activities.Rights;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Activities.Feed;

/// <summary>One's own address of the feed: made, made anew, taken back.</summary>
[Right(ActivitiesPermissions.ViewOwn)]
internal sealed class EditFeed(CalendarFeed feed, ISiteService site, IStringLocalizer<EditFeed> s) : PageModel
{
    public bool IsOpen { get; private set; }

    /// <summary>The new address; shown in this answer only.</summary>
    public string? Address { get; private set; }

    public async Task OnGetAsync() => IsOpen = await feed.IsOpenAsync(User);

    public async Task<IActionResult> OnPostOpenAsync()
    {
        var root = (await site.GetSiteSettingsAsync()).BaseUrl is { Length: > 0 } known ? known.TrimEnd('/') : $"{Request.Scheme}://{Request.Host}{Request.PathBase}";
        (Address, IsOpen) = ($"{root}/calendar/{await feed.OpenAsync(User)}.ics", true);
        return Page();
    }

    public async Task<IActionResult> OnPostCloseAsync()
    {
        await feed.CloseAsync(User);
        this.Toast(s["The address is taken back."]);
        return RedirectToPage();
    }
}
