using Crm.Email.Settings;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Crm.Kernel.Tenants;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Email.Intake;

/// <summary>How mail comes in: the command of a pipe, the folder, and what came so far.</summary>
[Right(EmailPermissions.ManageSettings)]
internal sealed class EditIncoming(ISiteService sites, MailFolder folder, ReceivedList list, ShellSettings shell, IStringLocalizer<EditIncoming> s) : PageModel
{
    private const int MostCounted = 10_000;

    /// <summary>The folder's name; blank for none.</summary>
    [BindProperty]
    public string? Folder { get; set; }

    public string Command => $"./crm mail-in --tenant {shell.Name}";

    public string Domain { get; private set; } = "";

    /// <summary>Where the folder lies within the host's data; blank for none.</summary>
    public string Place { get; private set; } = "";

    /// <summary>How many wait in it, and how many could not be read.</summary>
    public (int Waiting, int Bad) InFolder { get; private set; }

    /// <summary>Why the folder cannot be used; null when it can.</summary>
    public string? Fault { get; private set; }

    public DateTime? LastUtc { get; private set; }

    public IReadOnlyDictionary<string, int> Counts { get; private set; } = new Dictionary<string, int>();

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Folder = (await sites.GetSiteSettingsAsync()).As<EmailSettings>().MailFolder;
        await LoadAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var name = Folder?.Trim() ?? "";
        if (name.Length > 0 && !MailFolder.IsName(name))
        {
            ModelState.AddModelError(nameof(Folder), s["The name begins with “mail” and has small letters, digits and hyphens, as “mail-in”."]);
            await LoadAsync(cancellationToken);
            return Page();
        }

        var site = await sites.LoadSiteSettingsAsync();
        var settings = site.As<EmailSettings>();
        settings.MailFolder = name;
        site.Put(settings);
        await sites.UpdateSiteSettingsAsync(site);
        if (await folder.PathAsync() is { } path)
        {
            try
            {
                MailFolder.Make(path);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                this.Toast(s["The folder cannot be used:"] + " " + fault.Message, tone: "bad");
                return RedirectToPage();
            }
        }

        this.Toast(s["Saved."]);
        return RedirectToPage();
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var site = await sites.GetSiteSettingsAsync();
        (Domain, LastUtc, Counts) = (site.As<EmailSettings>().Identity(site).Domain, await list.LastUtcAsync(cancellationToken), await list.CountAsync(cancellationToken));
        if (await folder.PathAsync() is not { } path)
        {
            return;
        }

        Place = $"Sites/{shell.Name}/{Path.GetFileName(path)}";
        try
        {
            InFolder = (MailFolder.Waiting(path, MostCounted).Count + MailFolder.Begun(path).Count, MailFolder.Aside(path, MostCounted));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Fault = fault.Message;
        }
    }
}
