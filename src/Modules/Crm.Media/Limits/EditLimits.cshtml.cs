using System.Text.RegularExpressions;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Files;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Media.Limits;

/// <summary>Which files the site takes in, and how large.</summary>
[Right(MediaPermissions.ManageMediaSettings)]
public sealed partial class EditLimits(ISiteService sites, IStringLocalizer<EditLimits> text) : PageModel
{
    private const int Megabyte = 1_000_000;
    private const int Largest = 10_000;

    /// <summary>The extensions, apart by white space.</summary>
    [BindProperty]
    public string? Extensions { get; set; }

    /// <summary>The largest file.</summary>
    [BindProperty]
    public decimal Megabytes { get; set; }

    /// <summary>Shows what is set.</summary>
    public async Task OnGetAsync()
    {
        var settings = (await sites.GetSiteSettingsAsync()).As<MediaSettings>();
        (Extensions, Megabytes) = (string.Join(' ', settings.AllowedFileExtensions), settings.MaxFileSize / (decimal)Megabyte);
    }

    /// <summary>Stores it.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        string[] extensions = [.. (Extensions ?? "").ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct()];
        Check(extensions);
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var site = await sites.LoadSiteSettingsAsync();
        site.Put(new MediaSettings { AllowedFileExtensions = extensions, MaxFileSize = (long)(Megabytes * Megabyte) });
        await sites.UpdateSiteSettingsAsync(site);
        this.Toast(text["Saved."]);
        return RedirectToPage();
    }

    private void Check(string[] extensions)
    {
        if (extensions.Length == 0)
        {
            ModelState.AddModelError(nameof(Extensions), text["Name at least one extension."]);
        }

        foreach (var wrong in extensions.Where(extension => !Extension().IsMatch(extension)))
        {
            ModelState.AddModelError(nameof(Extensions), text["“{0}” is no extension: write a dot, then letters and digits.", wrong]);
        }

        if (Megabytes is <= 0 or > Largest)
        {
            ModelState.AddModelError(nameof(Megabytes), text["A file may have between 0 and {0} MB.", Largest]);
        }
    }

    [GeneratedRegex(@"^\.[a-z0-9]{1,16}$")]
    private static partial Regex Extension();
}
