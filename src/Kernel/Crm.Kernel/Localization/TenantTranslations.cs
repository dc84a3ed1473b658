using Crm.Kernel.Data;
using Crm.Kernel.Tenants;

namespace Crm.Kernel.Localization;

/// <summary>The translations that admins and recipes add; one document. A context is a class's full name, or a word such as "Content Types".</summary>
public sealed class TranslationsDocument
{
    /// <summary>The translations.</summary>
    public List<StoredTranslation> Translations { get; set; } = [];
}

/// <summary>One translation.</summary>
/// <param name="Culture">As "fr".</param>
/// <param name="Context">Blank for any context.</param>
public sealed record StoredTranslation(string Culture, string Context, string Key, string Value);

/// <summary>Reads and changes the tenant's own translations; they stand before those of modules.</summary>
internal sealed class TenantTranslations(IDocumentManager<TranslationsDocument> documents, Translations translations, AfterCommit afterCommit) : IModularTenantEvents
{
    /// <summary>All of them.</summary>
    public async Task<IReadOnlyList<StoredTranslation>> ListAsync() => (await documents.GetOrCreateImmutableAsync()).Translations;

    /// <summary>Adds translations, replacing those of the same culture, context and key.</summary>
    public async Task SetAsync(IReadOnlyCollection<StoredTranslation> added)
    {
        var document = await documents.GetOrCreateMutableAsync();
        var keys = added.Select(one => (one.Culture, one.Context, one.Key)).ToHashSet();
        document.Translations.RemoveAll(one => keys.Contains((one.Culture, one.Context, one.Key)));
        document.Translations.AddRange(added);
        await documents.UpdateAsync(document);
        var all = document.Translations.ToList();
        afterCommit.Add(() =>
        {
            Apply(all);
            return Task.CompletedTask;
        });
    }

    /// <summary>Takes them in when the shell comes to life; migrations have run by then.</summary>
    public async Task ActivatedAsync() => Apply(await ListAsync());

    private void Apply(IEnumerable<StoredTranslation> all) => translations.Overlay(all
        .GroupBy(one => one.Culture, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(group => group.Key, group => new PoCatalog(group.Select(one => new PoEntry(one.Context, one.Key, null, [one.Value], 0))), StringComparer.OrdinalIgnoreCase));
}
