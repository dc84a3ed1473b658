using Crm.Kernel.Data;

namespace Crm.Kernel.Settings;

/// <inheritdoc/>
internal sealed class SiteService(IDocumentManager<SiteSettings> documents) : ISiteService
{
    public Task<SiteSettings> GetSiteSettingsAsync() => documents.GetOrCreateImmutableAsync();

    public Task<SiteSettings> LoadSiteSettingsAsync() => documents.GetOrCreateMutableAsync();

    public Task UpdateSiteSettingsAsync(SiteSettings site) => documents.UpdateAsync(site);
}
