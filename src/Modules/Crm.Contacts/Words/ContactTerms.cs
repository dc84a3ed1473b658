using Crm.Kernel.Localization.Vocabulary;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Words;

/// <summary>What this module's texts speak of and a tenant may call otherwise.</summary>
internal static class ContactTerms
{
    public const string Person = "person";
    public const string Household = "household";
    public const string Organisation = "organisation";

    private static readonly VocabularyTerm[] s_all =
    [
        new(Person, new Dictionary<string, TermWords> { ["en"] = new("person", "people"), ["fr"] = new("personne", "personnes", IsFeminine: true) }),
        new(Household, new Dictionary<string, TermWords> { ["en"] = new("household", "households"), ["fr"] = new("foyer", "foyers") }),
        new(Organisation, new Dictionary<string, TermWords> { ["en"] = new("organisation", "organisations"), ["fr"] = new("organisation", "organisations", IsFeminine: true) }),
    ];

    public static IServiceCollection AddContactTerms(this IServiceCollection services)
    {
        foreach (var term in s_all)
        {
            services.AddVocabularyTerm(term);
        }

        return services;
    }
}
