using System.Globalization;
using System.Security.Claims;
using Crm.Kernel.Localization;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;

namespace Crm.Messaging.Contexts;

/// <summary>What kinds of context are called, in the language of the moment; scoped.</summary>
internal sealed class ContextBook(ISiteService sites, Rights rights)
{
    /// <summary>Those in use, in their order.</summary>
    public async Task<IReadOnlyList<ContextKind>> ListAsync() => [.. (await AllAsync()).Where(kind => kind.RemovedUtc is null)];

    /// <summary>The names of all, as that reader may know them.</summary>
    public async Task<ContextNames> NamesAsync(ClaimsPrincipal reader) => await rights.HoldsAsync(reader, MessagingPermissions.ViewContexts) ? await NamesAsync() : ContextNames.Hidden;

    /// <summary>The names of all.</summary>
    public async Task<ContextNames> NamesAsync()
    {
        // The reader's language, else the site's, else whichever there is.
        string[] wanted = [CultureInfo.CurrentUICulture.Name, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, SiteLanguages.Of(await sites.GetSiteSettingsAsync())[0].Name];
        return new ContextNames((await AllAsync()).DistinctBy(kind => kind.Key).ToDictionary(
            kind => kind.Key, kind => wanted.Select(language => kind.Titles.GetValueOrDefault(language)).Concat(kind.Titles.Values).FirstOrDefault(title => !string.IsNullOrWhiteSpace(title)) ?? kind.Key, StringComparer.Ordinal));
    }

    private async Task<IReadOnlyList<ContextKind>> AllAsync() => (await sites.GetSiteSettingsAsync()).As<ContextSettings>().Kinds;
}

/// <summary>What kinds of context are called.</summary>
/// <param name="Titles">By key; null for a reader who may not know what people go through.</param>
internal sealed record ContextNames(IReadOnlyDictionary<string, string>? Titles)
{
    /// <summary>For who may not know.</summary>
    public static readonly ContextNames Hidden = new((IReadOnlyDictionary<string, string>?)null);

    /// <summary>A kind's name, its key where it has none; null for who may not know.</summary>
    public string? Of(string kind) => Titles is null ? null : Titles.GetValueOrDefault(kind, kind);
}
