using Crm.Calls.List;
using Crm.Kernel.Data;

namespace Crm.Calls;

/// <summary>The table of the module.</summary>
internal sealed class CallsMigration : DataMigration
{
    public async Task<int> CreateAsync()
    {
        await SchemaBuilder.CreateMapIndexTableAsync<CallIndex>(table => table.HasIndex(row => new { row.IsOpen, row.ContentItemId }));
        return 1;
    }
}
