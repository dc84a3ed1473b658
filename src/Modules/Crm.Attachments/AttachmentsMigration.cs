using Crm.Attachments.Files;
using Crm.Kernel.Data;

namespace Crm.Attachments;

/// <summary>The table of the module. The panel's order ends in the document id, so that it pages by key.</summary>
internal sealed class AttachmentsMigration : DataMigration
{
    public async Task<int> CreateAsync()
    {
        await SchemaBuilder.CreateMapIndexTableAsync<AttachmentIndex>(table => table
            .HasIndex(row => new { row.AttachmentId }, unique: true)
            .HasIndex(row => new { row.ContactId, row.IsRemoved, row.CreatedUtc, row.DocumentId })
            .HasIndex(row => new { row.IsRemoved, row.RemovedUtc })
            .HasIndex(row => row.File));
        return 1;
    }
}
