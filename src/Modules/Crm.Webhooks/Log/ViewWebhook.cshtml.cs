using System.Globalization;
using Crm.Kernel.Data;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Jobs;
using Crm.Kernel.Security;
using Crm.Kernel.Users;
using Crm.Webhooks.Register;
using Crm.Webhooks.Send;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Webhooks.Log;

/// <summary>A webhook with what was sent to it; tests it, switches it, rolls its secret, deletes it.</summary>
[Right(WebhookPermissions.Manage)]
internal sealed class ViewWebhook(WebhookGate gate, ChangeWebhooks change, DeliveryLog log, DeliveryWords words, UserNames names, Courier courier, JobAlarm<SendDeliveries> soon, ISession session, IStringLocalizer<ViewWebhook> s) : PageModel
{
    private const int PageSize = 50;

    public Webhook Webhook { get; private set; } = null!;

    public DeliveryWords Words => words;

    public IReadOnlyList<Delivery> Deliveries { get; private set; } = [];

    /// <summary>Who made it; blank when the account is gone.</summary>
    public string Owner { get; private set; } = "";

    /// <summary>Type names by what people call them.</summary>
    public IReadOnlyDictionary<string, string> Types { get; private set; } = new Dictionary<string, string>();

    public DeliveryState? State { get; private set; }

    public string? Next { get; private set; }

    /// <summary>The secret just made; shown once.</summary>
    public string? Secret { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id, string? state, long? after, CancellationToken cancellationToken)
    {
        if (await gate.FindAsync(User, id) is not { } webhook)
        {
            return NotFound();
        }

        await LoadAsync(webhook, state, after, cancellationToken);
        return Page();
    }

    /// <summary>Sends a ping and shows what came of it. It is sent outside the unit of work: a slow receiver holds up nobody who saves.</summary>
    public async Task<IActionResult> OnPostTestAsync(string id, CancellationToken cancellationToken)
    {
        if (await gate.FindAsync(User, id) is not { } webhook)
        {
            return NotFound();
        }

        var test = await log.TestAsync(webhook, cancellationToken);
        await session.SaveChangesAsync();
        await courier.SendAsync(id, test.Id, cancellationToken);
        return Redirect(Url.Content($"~/admin/webhooks/{id}/deliveries/{test.MessageId}"));
    }

    public async Task<IActionResult> OnPostSwitchAsync(string id, bool on)
    {
        if (await gate.FindAsync(User, id) is not { } webhook)
        {
            return NotFound();
        }

        await change.SwitchAsync(webhook, on);
        if (on)
        {
            soon.In(TimeSpan.FromSeconds(1)); // after the commit
        }

        this.Toast(on ? s["{0} is on.", webhook.Name] : s["{0} is off: nothing is sent, and what happens meanwhile is not told later.", webhook.Name]);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostRollAsync(string id, CancellationToken cancellationToken)
    {
        if (await gate.FindAsync(User, id) is not { } webhook)
        {
            return NotFound();
        }

        Secret = await change.RollAsync(webhook);
        await LoadAsync(webhook, null, null, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostDeleteAsync(string id)
    {
        if (await gate.FindAsync(User, id) is not { } webhook)
        {
            return NotFound();
        }

        await change.RemoveAsync(webhook, back: false);
        this.Toast(s["{0} is deleted.", webhook.Name], undo: $"~/admin/webhooks?handler=Restore&id={id}");
        return Redirect(Url.Content("~/admin/webhooks"));
    }

    private async Task LoadAsync(Webhook webhook, string? state, long? after, CancellationToken cancellationToken)
    {
        State = Enum.TryParse<DeliveryState>(state, ignoreCase: true, out var known) ? known : null;
        var rows = await log.ListAsync(webhook.WebhookId, State, after, PageSize + 1, cancellationToken);
        (Webhook, Deliveries) = (webhook, [.. rows.Take(PageSize)]);
        Types = (await words.TypesAsync()).ToDictionary(type => type.Name, type => type.Shown);
        Owner = (await names.OfAsync([webhook.OwnerId])).GetValueOrDefault(webhook.OwnerId, "");
        Next = rows.Count > PageSize ? Deliveries[^1].Id.ToString(CultureInfo.InvariantCulture) : null;
    }
}
