using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Templates.List;

/// <summary>The templates and layouts, or those in the trash.</summary>
[Right(MessagingPermissions.Templates)]
internal sealed class ListTemplates(MailTemplates templates, IStringLocalizer<ListTemplates> s) : PageModel
{
    [FromQuery]
    public string? View { get; set; }

    public bool IsTrash => View == "trash";

    public IReadOnlyList<MailTemplate> Templates { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => Templates = await templates.ListAsync(IsTrash, cancellationToken);

    /// <summary>Brings one back from the trash.</summary>
    public async Task<IActionResult> OnPostRestoreAsync(string template, CancellationToken cancellationToken)
    {
        if (await templates.FindAsync(template, cancellationToken) is not { } found)
        {
            return NotFound();
        }

        await templates.PlaceAsync(found, isRemoved: false, cancellationToken);
        this.Toast(s["{0} is back.", found.Title]);
        return Redirect(Url.Content($"~/admin/mail-templates/{template}"));
    }
}
