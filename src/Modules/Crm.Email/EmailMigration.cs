using Crm.Email.Compose;
using Crm.Kernel.Data;

namespace Crm.Email;

/// <summary>What the module keeps: the secret of return addresses.</summary>
internal sealed class EmailMigration(IDocumentManager<ReturnPathSecret> secrets) : DataMigration
{
    public async Task<int> CreateAsync()
    {
        await secrets.UpdateAsync(ReturnPath.NewSecret());
        return 1;
    }
}
