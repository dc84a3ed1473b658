using Crm.Kernel.Settings;
using Crm.Kernel.Tenants;

namespace Crm.Kernel.Localization.Vocabulary;

/// <summary>Reads the tenant's words when the shell comes to life, for jobs that run before any request.</summary>
internal sealed class ReadVocabulary(IServiceProvider services, TenantVocabulary vocabulary) : IModularTenantEvents
{
    public async Task ActivatedAsync() => vocabulary.Follow(await RunningSite.FindAsync(services));
}
