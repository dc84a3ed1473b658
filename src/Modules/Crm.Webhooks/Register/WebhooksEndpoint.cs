using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Crm.Webhooks.Register;

/// <summary><c>/api/webhooks</c>: the acts of the screens, under the same rights and rules.</summary>
internal static class WebhooksEndpoint
{
    public static async Task<IResult> ListAsync(ClaimsPrincipal user, WebhookGate gate) => Results.Json((await gate.ListAsync(user)).Select(webhook => ShownWebhook.Of(webhook)));

    public static async Task<IResult> GetAsync(string id, ClaimsPrincipal user, WebhookGate gate)
        => await gate.FindAsync(user, id) is { } webhook ? Results.Json(ShownWebhook.Of(webhook)) : Results.NotFound();

    public static async Task<IResult> CreateAsync(WebhookDraft draft, ClaimsPrincipal user, ChangeWebhooks change, CancellationToken cancellationToken)
    {
        if (Refused(await change.FaultsAsync(user, draft, isNew: true)) is { } refused)
        {
            return refused;
        }

        var (webhook, secret) = await change.CreateAsync(user, draft, cancellationToken);
        return Results.Json(ShownWebhook.Of(webhook, secret), statusCode: StatusCodes.Status201Created);
    }

    public static async Task<IResult> ReplaceAsync(string id, WebhookDraft draft, ClaimsPrincipal user, WebhookGate gate, ChangeWebhooks change)
    {
        if (await gate.FindAsync(user, id) is not { } webhook)
        {
            return Results.NotFound();
        }

        if (Refused(await change.FaultsAsync(user, draft, isNew: false)) is { } refused)
        {
            return refused;
        }

        await change.UpdateAsync(webhook, draft);
        return Results.Json(ShownWebhook.Of(webhook));
    }

    public static async Task<IResult> RollAsync(string id, ClaimsPrincipal user, WebhookGate gate, ChangeWebhooks change)
        => await gate.FindAsync(user, id) is { } webhook ? Results.Json(ShownWebhook.Of(webhook, await change.RollAsync(webhook))) : Results.NotFound();

    public static async Task<IResult> DeleteAsync(string id, ClaimsPrincipal user, WebhookGate gate, ChangeWebhooks change)
    {
        if (await gate.FindAsync(user, id) is not { } webhook)
        {
            return Results.NotFound();
        }

        await change.RemoveAsync(webhook, back: false);
        return Results.NoContent();
    }

    public static async Task<IResult> RestoreAsync(string id, ClaimsPrincipal user, WebhookGate gate, ChangeWebhooks change)
        => await gate.FindAsync(user, id, removed: true) is not { } webhook ? Results.NotFound() : await change.RemoveAsync(webhook, back: true) ? Results.Json(ShownWebhook.Of(webhook)) : Results.Conflict();

    private static IResult? Refused(IReadOnlyList<(string Member, string Sentence)> faults) => faults.Count == 0 ? null
        : Results.ValidationProblem(faults.GroupBy(fault => fault.Member).ToDictionary(group => group.Key, group => group.Select(fault => fault.Sentence).ToArray()), title: faults[0].Sentence);
}

/// <summary>A webhook as the API shows it; never with a secret but when it was just made.</summary>
internal sealed record ShownWebhook(string WebhookId, string Name, string Address, IReadOnlyList<string> Events, IReadOnlyList<string> ContentTypes, string Role, bool IsOn, string? OffReason, DateTime CreatedUtc, string? Secret)
{
    public static ShownWebhook Of(Webhook webhook, string? secret = null) => new(
        webhook.WebhookId, webhook.Name, webhook.Address, webhook.Events, webhook.ContentTypes, webhook.Role, webhook.IsOn, webhook.OffReason.Length > 0 ? webhook.OffReason : null, webhook.CreatedUtc, secret);
}
