using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Localization.Vocabulary;

/// <summary>
/// Something that the product's texts speak of and that a tenant may call by words of its own: "Famille" for "Household". Register with <c>services.AddVocabularyTerm(…)</c>.
/// </summary>
/// <param name="Id">Stable, as the settings name it: "household".</param>
/// <param name="Words">The words that the product's texts use, by language; those of English are found in the texts themselves, the keys.</param>
public sealed record VocabularyTerm(string Id, IReadOnlyDictionary<string, TermWords> Words);

/// <summary>The words for something in a language, in small letters.</summary>
/// <param name="IsFeminine">For languages whose articles tell: "la famille".</param>
public sealed record TermWords(string Singular, string Plural, bool IsFeminine = false);

/// <summary>What a tenant calls things; a section of the site's settings: term → language → words. What is not named keeps the product's words.</summary>
public sealed class VocabularySettings
{
    /// <summary>By term, then by language as "fr".</summary>
    public Dictionary<string, Dictionary<string, TermChoice>> Terms { get; set; } = [];
}

/// <summary>The words chosen for a term in a language.</summary>
public sealed class TermChoice
{
    /// <summary>One of it: "famille".</summary>
    public string Singular { get; set; } = "";

    /// <summary>Many of it: "familles".</summary>
    public string Plural { get; set; } = "";

    /// <summary>"feminine" or "masculine", for languages whose articles tell.</summary>
    public string Gender { get; set; } = "masculine";
}

/// <summary>Registration of terms.</summary>
public static class VocabularyServices
{
    /// <summary>Adds a term that tenants may rename.</summary>
    public static IServiceCollection AddVocabularyTerm(this IServiceCollection services, VocabularyTerm term) => services.AddSingleton(term);
}
