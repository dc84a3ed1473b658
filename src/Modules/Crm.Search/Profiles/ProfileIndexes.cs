using System.Collections.Concurrent;
using Crm.Kernel.Hosting;
using Crm.Kernel.Tenants;
using Crm.Search.Index;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Search.Profiles;

/// <summary>The indexes of a tenant's profiles on this node, kept by the host.</summary>
internal sealed class ProfileIndexes(string folder) : ITenantHolding
{
    private readonly ConcurrentDictionary<string, SearchIndex> _indexes = new(StringComparer.Ordinal);

    /// <summary>The tenant's, from its shell.</summary>
    public static ProfileIndexes Of(IServiceProvider services)
        => services.GetRequiredService<TenantHoldings>().Get(services.GetRequiredService<ShellSettings>(), () => new ProfileIndexes(Path.Combine(services.GetRequiredService<HostFolders>().Site(services.GetRequiredService<ShellSettings>()), "Lucene")));

    /// <summary>How many are open.</summary>
    public int Count => _indexes.Count;

    /// <summary>The profile's index.</summary>
    public SearchIndex Get(IndexProfile profile) => _indexes.GetOrAdd(profile.Folder, name => new SearchIndex(Path.Combine(folder, name)));

    /// <summary>Closes and deletes the indexes of profiles that are no more.</summary>
    public void Keep(IEnumerable<IndexProfile> profiles)
    {
        foreach (var gone in _indexes.Keys.Except(profiles.Select(profile => profile.Folder)).ToList())
        {
            if (_indexes.TryRemove(gone, out var index))
            {
                index.Release();
                Directory.Delete(Path.Combine(folder, gone), recursive: true);
            }
        }
    }

    /// <inheritdoc/>
    public void Release()
    {
        foreach (var index in _indexes.Values)
        {
            index.Release();
        }
    }
}
