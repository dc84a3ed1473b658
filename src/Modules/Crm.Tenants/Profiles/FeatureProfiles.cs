using Crm.Kernel.Data;
using Crm.Kernel.Tenants;

namespace Crm.Tenants.Profiles;

/// <summary>Keeps the profiles and hands their rules to the tenants that name them.</summary>
internal sealed class FeatureProfiles(IDocumentManager<FeatureProfilesDocument> documents, IShellHost shells, AfterCommit afterCommit)
{
    public async Task<IReadOnlyDictionary<string, FeatureProfile>> ListAsync() => (await documents.GetOrCreateImmutableAsync()).FeatureProfiles;

    /// <summary>Stores the profile; the tenants that have it are built anew once that is durable.</summary>
    public async Task StoreAsync(FeatureProfile profile)
    {
        var document = await documents.GetOrCreateMutableAsync();
        document.FeatureProfiles[profile.Id] = profile;
        await documents.UpdateAsync(document);
        PassOn(profile.Id, document.FeatureProfiles);
    }

    /// <summary>Drops a profile; tenants that had it are no longer bound by it.</summary>
    public async Task RemoveAsync(string id)
    {
        var document = await documents.GetOrCreateMutableAsync();
        document.FeatureProfiles.Remove(id);
        await documents.UpdateAsync(document);
        PassOn(id, document.FeatureProfiles);
    }

    /// <summary>The rules of those profiles, one after another.</summary>
    public async Task<string> RulesOfAsync(IEnumerable<string> ids) => Rules(ids, (await documents.GetOrCreateImmutableAsync()).FeatureProfiles);

    private void PassOn(string id, Dictionary<string, FeatureProfile> profiles)
    {
        foreach (var tenant in shells.GetAllSettings().Where(tenant => Ids(tenant).Contains(id, StringComparer.OrdinalIgnoreCase)))
        {
            var rules = Rules(Ids(tenant), profiles);
            afterCommit.Add(async () =>
            {
                tenant[FeatureRules.Key] = rules;
                await shells.UpdateShellSettingsAsync(tenant);
            });
        }
    }

    public static string[] Ids(ShellSettings tenant) => (tenant["FeatureProfile"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Rules(IEnumerable<string> ids, IReadOnlyDictionary<string, FeatureProfile> profiles)
        => string.Join('\n', ids.Select(id => profiles.GetValueOrDefault(id)?.ToLines()).OfType<string>());
}
