using Crm.Kernel.Data;
using Crm.Tracking.Classify;
using Crm.Tracking.Links;

namespace Crm.Tracking;

/// <summary>What hits come to, and the secret that signs links.</summary>
internal sealed class TrackingMigration(IDocumentManager<TrackingSecret> secrets) : DataMigration
{
    public async Task<int> CreateAsync()
    {
        await SchemaBuilder.CreateTableAsync<MessageSign>(table => table
            .HasIndex(row => row.MessageId).HasIndex(row => new { row.Action, row.Kind, row.Class, row.PersonId }).HasIndex(row => row.PersonId).HasIndex(row => row.LastUtc));
        var secret = await secrets.GetOrCreateMutableAsync();
        secret.Key = TrackingSecret.New().Key;
        await secrets.UpdateAsync(secret);
        return 1;
    }
}
