using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Crm.Kernel.Security;

/// <summary>All rights that the tenant's modules declare.</summary>
public sealed class PermissionCatalog(IEnumerable<IPermissionProvider> providers, PermissionCatalog.Memory memory)
{
    private Dictionary<string, Permission>? _byName;

    /// <summary>The rights in the order of their modules; of two with one name the first.</summary>
    public async Task<IReadOnlyCollection<Permission>> ListAsync() => (await LoadAsync()).Values;

    /// <summary>The right of that name; one that nothing implies when no module declares it.</summary>
    public async Task<Permission> FindAsync(string name)
        => CommonPermissions.Parse(name) ?? memory.Known.GetValueOrDefault(name) ?? (await LoadAsync()).GetValueOrDefault(name) ?? new Permission(name);

    /// <summary>The granted rights with those that they include.</summary>
    internal async Task<IReadOnlySet<string>> WithIncludedAsync(IReadOnlySet<string> granted)
    {
        var includes = memory.Includes ??= (await LoadAsync()).Values.Where(permission => permission.Includes is not null).ToDictionary(permission => permission.Name, permission => permission.Includes!);
        return !granted.Any(includes.ContainsKey) ? granted
            : memory.Whole.GetValue(granted, names => names.Concat(names.SelectMany(name => includes.GetValueOrDefault(name) ?? [])).ToHashSet(StringComparer.Ordinal));
    }

    private async Task<Dictionary<string, Permission>> LoadAsync()
    {
        if (_byName is null)
        {
            var byName = new Dictionary<string, Permission>(StringComparer.Ordinal);
            foreach (var provider in providers)
            {
                foreach (var permission in await provider.GetPermissionsAsync())
                {
                    byName.TryAdd(permission.Name, permission);
                    memory.Known.TryAdd(permission.Name, permission);
                }
            }

            _byName = byName;
        }

        return _byName;
    }

    /// <summary>The rights met so far; one a shell.</summary>
    public sealed class Memory
    {
        internal ConcurrentDictionary<string, Permission> Known { get; } = new();

        internal Dictionary<string, IReadOnlyList<string>>? Includes { get; set; }

        internal ConditionalWeakTable<IReadOnlySet<string>, IReadOnlySet<string>> Whole { get; } = [];
    }
}
