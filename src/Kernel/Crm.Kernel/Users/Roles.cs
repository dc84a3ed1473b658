using Crm.Kernel.Data;

namespace Crm.Kernel.Users;

/// <summary>The tenant's roles.</summary>
public sealed class Roles(IDocumentManager<RolesDocument> documents)
{
    /// <summary>All of them, to read: system roles first, then by name.</summary>
    public async Task<IReadOnlyList<Role>> ListAsync()
        => [.. (await documents.GetOrCreateImmutableAsync()).Roles.OrderBy(role => !Role.IsSystem(role.RoleName)).ThenBy(role => role.RoleName, StringComparer.CurrentCultureIgnoreCase)];

    /// <summary>One to read, or null.</summary>
    public async Task<Role?> FindAsync(string name) => (await documents.GetOrCreateImmutableAsync()).Find(name);

    /// <summary>Changes the document of all roles.</summary>
    public async Task ChangeAsync(Action<RolesDocument> change)
    {
        var all = await documents.GetOrCreateMutableAsync();
        change(all);
        await documents.UpdateAsync(all);
    }
}
