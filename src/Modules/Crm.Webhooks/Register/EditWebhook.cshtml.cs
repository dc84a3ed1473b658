using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Crm.Webhooks.Follow;
using Crm.Webhooks.Log;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Webhooks.Register;

/// <summary>A new webhook, whose secret is shown when it is stored, or one there is.</summary>
[Right(WebhookPermissions.Manage)]
internal sealed class EditWebhook(WebhookGate gate, ChangeWebhooks change, DeliveryWords words, IStringLocalizer<EditWebhook> s) : PageModel
{
    [BindProperty]
    public WebhookDraft Input { get; set; } = new();

    /// <summary>Null for a new one.</summary>
    public string? Id { get; private set; }

    /// <summary>The secret just made; shown once.</summary>
    public string? Secret { get; private set; }

    public IReadOnlyList<(string Name, string Shown)> Kinds { get; private set; } = [];

    public IReadOnlyList<(string Name, string Shown)> Types { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Roles { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string? id)
    {
        await LoadAsync(id);
        if (id is null)
        {
            Input.Events = [.. WebhookEvent.Kinds];
            return Page();
        }

        if (await gate.FindAsync(User, id) is not { } webhook)
        {
            return NotFound();
        }

        Input = WebhookDraft.Of(webhook);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? id, CancellationToken cancellationToken)
    {
        await LoadAsync(id);
        var webhook = id is null ? null : await gate.FindAsync(User, id);
        if (id is not null && webhook is null)
        {
            return NotFound();
        }

        foreach (var (member, sentence) in await change.FaultsAsync(User, Input, isNew: webhook is null))
        {
            ModelState.AddModelError(member.Length > 0 ? $"Input.{member}" : "", sentence);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        if (webhook is not null)
        {
            await change.UpdateAsync(webhook, Input);
            this.Toast(s["{0} is saved.", webhook.Name]);
            return Redirect(Url.Content($"~/admin/webhooks/{id}"));
        }

        (webhook, Secret) = await change.CreateAsync(User, Input, cancellationToken);
        Id = webhook.WebhookId;
        return Page();
    }

    private async Task LoadAsync(string? id)
    {
        (Id, Types) = (id, await words.TypesAsync());
        Kinds = [.. WebhookEvent.Kinds.Select(kind => (kind, words.Kind(kind)))];
        // None is chosen beforehand: whose eyes a webhook has is to be said.
        Roles = [.. id is null ? [new SelectListItem("", "")] : Array.Empty<SelectListItem>(), .. (await gate.RolesAsync(User)).Select(role => new SelectListItem(role, role))];
    }
}
