using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Crm.Kernel.Localization.Vocabulary;
using Crm.Kernel.Modules;

namespace Crm.Kernel.Localization;

/// <summary>
/// Looks a text up for a tenant: the tenant's own file first, then the asking module, then the kernel, then the other modules that are on;
/// each with the context, then without; then the parent culture; then the text itself.
/// </summary>
public sealed class Translations(IReadOnlyList<Assembly> assemblies, Func<string, PoCatalog?> ofTenant)
{
    private readonly ConcurrentDictionary<string, PoCatalog?> _ofTenant = new(StringComparer.OrdinalIgnoreCase);

    private volatile IReadOnlyDictionary<string, PoCatalog> _overlay = new Dictionary<string, PoCatalog>();

    /// <summary>The tenant's own words.</summary>
    internal TenantVocabulary Vocabulary { get; init; } = new([]);

    /// <summary>The pseudo-locale of the tests: every text that went through a localizer comes back between « and ».</summary>
    public const string PseudoLocale = "qps-ploc";

    /// <summary>The texts (one per plural form), with the culture they are in; null when there is none.</summary>
    public (IReadOnlyList<string> Texts, CultureInfo Culture)? Find(Assembly? asking, string context, string id, CultureInfo culture)
    {
        for (; culture.Name.Length > 0; culture = culture.Parent)
        {
            if (FindIn(asking, context, id, culture.Name) is { } texts)
            {
                return (texts, culture);
            }
        }

        return null;
    }

    /// <summary>A text that stands in an attribute or a definition, in the language of the moment; itself where no file has it.</summary>
    public string Show(Assembly? asking, string context, string text)
    {
        if (text.Length == 0)
        {
            return text;
        }

        var culture = CultureInfo.CurrentUICulture;
        var hit = Find(asking, context, text, culture);
        var found = Vocabulary.Say(text, hit?.Texts[0] ?? text, hit?.Culture.TwoLetterISOLanguageName ?? "en");
        return culture.Name.Equals(PseudoLocale, StringComparison.OrdinalIgnoreCase) ? $"«{found}»" : found;
    }

    private IReadOnlyList<string>? FindIn(Assembly? asking, string context, string id, string culture)
    {
        var found = _overlay.GetValueOrDefault(culture)?.Find(context, id)
            ?? _ofTenant.GetOrAdd(culture, ofTenant)?.Find(context, id)
            ?? (asking is null ? null : PoCatalog.Of(asking, culture)?.Find(context, id))
            ?? PoCatalog.Of(typeof(Translations).Assembly, culture)?.Find(context, id);
        for (var i = 0; found is null && i < assemblies.Count; i++)
        {
            found = PoCatalog.Of(assemblies[i], culture)?.Find(context, id);
        }

        return found;
    }

    /// <summary>Sets what stands before everything else, by culture: the translations kept in the tenant's database.</summary>
    internal void Overlay(IReadOnlyDictionary<string, PoCatalog> catalogs) => _overlay = catalogs;

    /// <summary>The translations of a tenant: those of its enabled modules, and the files under its own folder.</summary>
    internal static Translations For(IExtensionManager extensions, Func<string, bool> isOn, string? folder, TenantVocabulary? vocabulary = null)
    {
        var on = extensions.GetExtensions().Where(extension => isOn(extension.Id)).Select(extension => extension.Assembly).ToList();
        return new Translations(on, culture => ReadFile(folder, culture)) { Vocabulary = vocabulary ?? new TenantVocabulary([]) };
    }

    private static PoCatalog? ReadFile(string? folder, string culture)
    {
        var path = folder is null ? null : Path.Combine(folder, "Localization", culture + ".po");
        if (path is null || !File.Exists(path))
        {
            return null;
        }

        using var reader = new StreamReader(path);
        return new PoCatalog(PoFile.Read(reader));
    }
}
