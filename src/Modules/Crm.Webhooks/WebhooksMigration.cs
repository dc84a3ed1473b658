using Crm.Kernel.Data;
using Crm.Webhooks.Log;
using Crm.Webhooks.Register;
using Crm.Webhooks.Send;

namespace Crm.Webhooks;

/// <summary>The tables of the module.</summary>
internal sealed class WebhooksMigration : DataMigration
{
    public async Task<int> CreateAsync()
    {
        await SchemaBuilder.CreateMapIndexTableAsync<WebhookIndex>(table => table.HasIndex(row => new { row.WebhookId }, unique: true));
        await SchemaBuilder.CreateTableAsync<Delivery>(table => table
            .HasIndex(row => new { row.WebhookId, row.ChangeId }, unique: true)
            .HasIndex(row => new { row.MessageId }, unique: true)
            .HasIndex(row => new { row.WebhookId, row.Id })
            .HasIndex(row => new { row.State, row.NextUtc, row.WebhookId })
            .HasIndex(row => row.CreatedUtc)
            .HasIndex(row => row.DocumentId));
        await SchemaBuilder.CreateTableAsync<FailingWebhook>();
        return 1;
    }
}
