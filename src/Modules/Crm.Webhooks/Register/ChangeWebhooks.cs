using System.Security.Claims;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Data;
using Crm.Kernel.Users;
using Crm.Webhooks.Follow;
using Crm.Webhooks.Send;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Webhooks.Register;

/// <summary>What can be said of a webhook.</summary>
internal sealed class WebhookDraft
{
    public string? Name { get; set; }

    public string? Address { get; set; }

    public List<string> Events { get; set; } = [];

    /// <summary>None for all.</summary>
    public List<string> ContentTypes { get; set; } = [];

    public string? Role { get; set; }

    public bool IsOn { get; set; } = true;

    public static WebhookDraft Of(Webhook webhook) => new()
    {
        Name = webhook.Name, Address = webhook.Address, Events = [.. webhook.Events], ContentTypes = [.. webhook.ContentTypes], Role = webhook.Role, IsOn = webhook.IsOn,
    };
}

/// <summary>What can be done to webhooks. The pages and the API call it.</summary>
internal sealed class ChangeWebhooks(
    ISession session, WebhookGate gate, SecretBox box, ChangeFeed feed, AddressRules addresses, IContentDefinitionManager definitions, TimeProvider time, IStringLocalizer<ChangeWebhooks> s)
{
    /// <summary>How many a tenant may have.</summary>
    public const int Most = 20;

    private const int LongestName = 100;
    private static readonly TimeSpan s_overlap = TimeSpan.FromHours(24);

    /// <summary>Why it cannot be stored, by member; none when it can.</summary>
    public async Task<IReadOnlyList<(string Member, string Sentence)>> FaultsAsync(ClaimsPrincipal user, WebhookDraft draft, bool isNew)
    {
        var faults = new List<(string, string)>();
        if (string.IsNullOrWhiteSpace(draft.Name) || draft.Name.Length > LongestName)
        {
            faults.Add((nameof(draft.Name), s["A webhook needs a name of {0} characters at most.", LongestName]));
        }

        if (addresses.Fault(draft.Address) is { } fault)
        {
            faults.Add((nameof(draft.Address), Sentence(fault)));
        }

        if (draft.Events.Count == 0 || draft.Events.Except(WebhookEvent.Kinds).Any())
        {
            faults.Add((nameof(draft.Events), s["Choose at least one of: {0}.", string.Join(", ", WebhookEvent.Kinds)]));
        }

        var types = (await definitions.ListTypeDefinitionsAsync()).Select(type => type.Name).ToHashSet();
        if (draft.ContentTypes.Find(type => !types.Contains(type)) is { } unknown)
        {
            faults.Add((nameof(draft.ContentTypes), s["There is no content type “{0}”.", unknown]));
        }

        if (draft.Role is null || !(await gate.RolesAsync(user)).Contains(draft.Role, StringComparer.OrdinalIgnoreCase))
        {
            faults.Add((nameof(draft.Role), s["Choose a role that you hold yourself."]));
        }

        if (isNew && await IsFullAsync())
        {
            faults.Add(("", s["There are {0} webhooks already: delete one first.", Most]));
        }

        return faults;
    }

    /// <summary>Makes one; the secret returned is shown once and cannot be had again.</summary>
    public async Task<(Webhook Webhook, string Secret)> CreateAsync(ClaimsPrincipal user, WebhookDraft draft, CancellationToken cancellationToken)
    {
        var (text, secret) = box.New();
        var webhook = new Webhook
        {
            WebhookId = ContentId.New(), OwnerId = user.UserId() ?? "", CreatedUtc = Now, FromLine = await feed.LastAsync(cancellationToken), Secrets = [secret],
        };
        Apply(webhook, draft);
        await session.SaveAsync(webhook);
        return (webhook, text);
    }

    /// <summary>Changes one; its secret stays.</summary>
    public async Task UpdateAsync(Webhook webhook, WebhookDraft draft)
    {
        var wasOn = webhook.IsOn;
        Apply(webhook, draft);
        await session.SaveAsync(webhook, checkConcurrency: true);
        await BeginAnewAsync(webhook, wasOn);
    }

    /// <summary>Switches one on or off.</summary>
    public Task SwitchAsync(Webhook webhook, bool on)
    {
        var draft = WebhookDraft.Of(webhook);
        draft.IsOn = on;
        return UpdateAsync(webhook, draft);
    }

    /// <summary>Gives it a new secret, shown once; the one before signs beside it for 24 hours.</summary>
    public async Task<string> RollAsync(Webhook webhook)
    {
        var (text, secret) = box.New();
        webhook.Secrets = [secret, .. webhook.SecretsAt(Now).Take(1).Select(before => new SigningSecret { Protected = before.Protected, UntilUtc = Now + s_overlap })];
        await session.SaveAsync(webhook, checkConcurrency: true);
        return text;
    }

    /// <summary>Throws it away, or brings it back; false when there is no room for it any more.</summary>
    public async Task<bool> RemoveAsync(Webhook webhook, bool back)
    {
        if (back && await IsFullAsync())
        {
            return false;
        }

        webhook.RemovedUtc = back ? null : Now;
        await session.SaveAsync(webhook, checkConcurrency: true);
        return true;
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private async Task<bool> IsFullAsync() => await session.QueryIndex<WebhookIndex>().CountAsync(row => !row.IsRemoved) >= Most;

    private static void Apply(Webhook webhook, WebhookDraft draft)
    {
        (webhook.Name, webhook.Address, webhook.Role, webhook.IsOn) = (draft.Name!.Trim(), draft.Address!.Trim(), draft.Role!, draft.IsOn);
        (webhook.Events, webhook.ContentTypes) = ([.. WebhookEvent.Kinds.Intersect(draft.Events)], [.. draft.ContentTypes.Distinct().Order(StringComparer.Ordinal)]);
        webhook.OffReason = draft.IsOn ? "" : webhook.OffReason;
    }

    // Somebody has seen to it: the days of failure are counted from now on.
    private async Task BeginAnewAsync(Webhook webhook, bool wasOn)
    {
        if (webhook.IsOn && !wasOn)
        {
            await (await session.GetConnectionAsync(write: true)).GetTable<FailingWebhook>().Where(row => row.WebhookId == webhook.WebhookId).DeleteAsync();
        }
    }

    private string Sentence(AddressFault fault) => fault switch
    {
        AddressFault.NotSecure => s["The address begins with https://."],
        AddressFault.Credentials => s["The address may hold no user name or password: the signature proves who sends."],
        AddressFault.Private => s["The address leads into a private network; this host does not allow that."],
        _ => s["This is no address: write it as https://example.org/hook."],
    };
}
