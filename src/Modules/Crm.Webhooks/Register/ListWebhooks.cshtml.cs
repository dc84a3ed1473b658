using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Crm.Webhooks.Log;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Webhooks.Register;

/// <summary>The webhooks that one manages; brings back one that was deleted.</summary>
[Right(WebhookPermissions.Manage)]
internal sealed class ListWebhooks(WebhookGate gate, ChangeWebhooks change, DeliveryLog log, DeliveryWords words, IStringLocalizer<ListWebhooks> s) : PageModel
{
    public DeliveryWords Words => words;

    public IReadOnlyList<Webhook> Webhooks { get; private set; } = [];

    /// <summary>The last delivery of each.</summary>
    public IReadOnlyDictionary<string, Delivery> Newest { get; private set; } = new Dictionary<string, Delivery>();

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Webhooks = await gate.ListAsync(User);
        Newest = await log.NewestAsync(Webhooks.Select(webhook => webhook.WebhookId), cancellationToken);
    }

    public async Task<IActionResult> OnPostRestoreAsync(string? id)
    {
        if (await gate.FindAsync(User, id, removed: true) is not { } webhook)
        {
            return NotFound();
        }

        var back = await change.RemoveAsync(webhook, back: true);
        this.Toast(back ? s["{0} is back.", webhook.Name] : s["There are {0} webhooks already: delete one first.", ChangeWebhooks.Most], tone: back ? "good" : "bad");
        return RedirectToPage();
    }
}
