using Crm.Contacts.People;

namespace Crm.Messaging.Templates.Merge;

/// <summary>How a letter begins, where language and person let it be said without a guess; blank where not, so that the template's fallback stands.</summary>
internal static class Salutation
{
    /// <param name="person">Without what is hidden.</param>
    /// <param name="language">Of the letter.</param>
    /// <param name="informal">Addressed as a friend, by the given name.</param>
    public static string Of(PersonPart person, string language, bool informal) => language.Split('-')[0] switch
    {
        "fr" => French(person, informal),
        "en" => English(person, informal),
        _ => "",
    };

    private static string French(PersonPart person, bool informal)
    {
        var dear = person.Gender switch { "female" => "Chère ", "male" => "Cher ", _ => "" };
        if (informal)
        {
            return person.GivenName.Length == 0 ? "" : dear.Length > 0 ? dear + person.GivenName : $"Bonjour {person.GivenName}";
        }

        var title = person.Civility.Trim().TrimEnd('.').ToLowerInvariant() switch { "mme" or "mlle" or "madame" => "Chère Madame ", "m" or "mr" or "monsieur" => "Cher Monsieur ", _ => "" };
        return title.Length > 0 && person.FamilyName.Length > 0 ? title + person.FamilyName
            : dear.Length > 0 && person.GivenName.Length > 0 ? dear + person.GivenName : person.GivenName.Length > 0 ? $"Bonjour {person.GivenName}" : "";
    }

    private static string English(PersonPart person, bool informal)
        => !informal && person.Civility.Length > 0 && person.FamilyName.Length > 0 && IsEnglish(person.Civility) ? $"Dear {person.Civility} {person.FamilyName}" : person.GivenName.Length > 0 ? $"Dear {person.GivenName}" : "";

    private static bool IsEnglish(string civility) => civility.Trim().TrimEnd('.') is "Mr" or "Mrs" or "Ms" or "Miss" or "Dr" or "Prof";
}
