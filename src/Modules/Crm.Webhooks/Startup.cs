using Crm.Kernel;
using Crm.Kernel.Data;
using Crm.Kernel.Jobs;
using Crm.Kernel.Navigation;
using Crm.Kernel.Notifications;
using Crm.Kernel.PersonalData;
using Crm.Kernel.Security;
using Crm.Kernel.Tenants;
using Crm.Kernel.Users;
using Crm.Webhooks.Follow;
using Crm.Webhooks.Log;
using Crm.Webhooks.PersonalData;
using Crm.Webhooks.Register;
using Crm.Webhooks.Send;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Webhooks;

/// <summary>What the module adds to a tenant.</summary>
public sealed class Startup : StartupBase
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services)
    {
        services.AddDataMigration<WebhooksMigration>();
        services.AddPermissionProvider<WebhookPermissions>().AddNavigationProvider<WebhooksMenu>();

        services.AddIndexProvider<WebhookIndexProvider>();
        services.AddSecretField(nameof(Webhook), nameof(Webhook.Secrets));
        services.AddSingleton<SecretBox>().AddSingleton<AddressRules>().AddScoped<WebhookGate>().AddScoped<ChangeWebhooks>();

        services.AddScoped<ReadChanges>();
        services.AddChangeFollower<FollowChanges>();

        services.AddSingleton<WebhookClient>().AddSingleton<Courier>();
        services.AddScoped<Payload>().AddScoped<DeliveryDesk>();
        services.AddBackgroundTask<SendDeliveries>();
        services.AddScoped<IModularTenantEvents, ResumeDeliveries>();
        services.AddNotificationSource<SwitchedOff>();

        services.AddScoped<DeliveryLog>().AddScoped<DeliveryWords>();
        services.AddBackgroundTask<PruneDeliveries>();
        services.AddPersonalData<DeliveriesOnPerson>();

        // One form serves the new webhook and the stored one.
        services.Configure<RazorPagesOptions>(options => options.Conventions.AddPageRoute("/Crm.Webhooks/Register/EditWebhook", "/admin/webhooks/{id}/edit"));
    }

    /// <inheritdoc/>
    public override void Configure(IApplicationBuilder app, IEndpointRouteBuilder routes, IServiceProvider serviceProvider)
    {
        var webhooks = routes.MapGroup("/api/webhooks").RequireRight(WebhookPermissions.Manage).WithTags("Webhooks");
        webhooks.MapGet("", WebhooksEndpoint.ListAsync).WithSummary("Webhooks that one manages");
        webhooks.MapGet("/{id}", WebhooksEndpoint.GetAsync).WithSummary("One webhook");
        webhooks.MapPost("", WebhooksEndpoint.CreateAsync).WithSummary("Make a webhook; its secret is answered once");
        webhooks.MapPut("/{id}", WebhooksEndpoint.ReplaceAsync).WithSummary("Change a webhook, switch it on or off");
        webhooks.MapPost("/{id}/secret", WebhooksEndpoint.RollAsync).WithSummary("Give a webhook a new secret; the old one signs beside it for 24 hours");
        webhooks.MapPost("/{id}/test", DeliveriesEndpoint.TestAsync).WithSummary("Send a ping and answer what came of it");
        webhooks.MapDelete("/{id}", WebhooksEndpoint.DeleteAsync).WithSummary("Delete a webhook; it can be restored for 30 days");
        webhooks.MapPost("/{id}/restore", WebhooksEndpoint.RestoreAsync).WithSummary("Bring a deleted webhook back");
        webhooks.MapGet("/{id}/deliveries", DeliveriesEndpoint.ListAsync).WithSummary("What was sent to a webhook and what waits, the newest first");
        webhooks.MapGet("/{id}/deliveries/{messageId}", DeliveriesEndpoint.GetAsync).WithSummary("One delivery with what was sent and answered");
        webhooks.MapPost("/{id}/deliveries/{messageId}/resend", DeliveriesEndpoint.SendAgainAsync).WithSummary("Send a delivery again, with the same id");
    }
}
