using System.Globalization;
using Crm.Contacts.Addresses;
using Crm.Contacts.Ages;
using Crm.Contacts.Households;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;

namespace Crm.Messaging.Templates.Merge;

/// <summary>Reads what a template uses of a person, as who saved it may see them; what is blank or hidden is left out. Scoped.</summary>
internal sealed class MergeReader(IContentManager content, ISiteService sites, Today today)
{
    /// <summary>The languages a person is written to in, the preferred one first: theirs, their home's, the site's.</summary>
    public async Task<IReadOnlyList<string>> LanguagesAsync(ContentItem person)
    {
        var home = (await HomeAsync(person))?.As<HouseholdPart>()?.Language;
        return [.. (person.As<PersonPart>()?.Languages ?? []).Append(home ?? "").Append((await sites.GetSiteSettingsAsync()).As<LocalizationSettings>().DefaultCulture).Where(language => language.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The values, by path.</summary>
    /// <param name="uses">The paths that are asked for.</param>
    /// <param name="sight">What may be seen.</param>
    public async Task<Dictionary<string, string>> ReadAsync(ContentItem person, MailContent mail, string language, IReadOnlySet<string> uses, Sight sight)
    {
        var (site, day) = (await sites.GetSiteSettingsAsync(), await today.GetAsync());
        var shown = sight.Show(person);
        var (part, values) = (shown.As<PersonPart>() ?? new PersonPart(), new Dictionary<string, string>(StringComparer.Ordinal));
        var informal = mail.InformalUnder is { } age && part.BirthDate is { } birth && Age.On(day, birth) is { } years && years.Years < age;
        var home = uses.Any(path => path.StartsWith("household.", StringComparison.Ordinal)) && await HomeAsync(person) is { } item ? sight.Show(item).As<HouseholdPart>() : null;
        foreach (var path in uses)
        {
            var value = path switch
            {
                "person.given_name" => part.GivenName,
                "person.family_name" => part.FamilyName,
                "person.civility" => part.Civility,
                "person.name" => shown.DisplayText,
                "person.salutation" => Salutation.Of(part, language, informal),
                "person.informal" => informal ? "true" : "false",
                "person.gender" => part.Gender,
                "person.town" => shown.As<AddressPart>()?.Main()?.City,
                "person.function" => part.Function,
                "household.name" => home?.Name,
                "household.salutation" => home?.Salutation,
                "sender.name" => mail.SenderName.Length > 0 ? mail.SenderName : site.SiteName,
                "sender.address" => mail.SenderAddress,
                "site.name" => site.SiteName,
                MergeFields.SiteUrl => site.BaseUrl.TrimEnd('/'),
                "today" => day.ToString("O", CultureInfo.InvariantCulture),
                _ => null,
            };
            if (!string.IsNullOrWhiteSpace(value))
            {
                values[path] = OneLine(value);
            }
        }

        return values;
    }

    // A name of two lines would end a header, and break a paragraph.
    private static string OneLine(string value) => string.Join(' ', value.Split(['\r', '\n', '\u2028', '\u2029', '\0'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private async Task<ContentItem?> HomeAsync(ContentItem person)
    {
        var day = await today.GetAsync();
        return person.As<PersonPart>()?.Memberships.FirstOrDefault(home => home.IsCurrent(day)) is { } home ? await content.GetAsync(home.HouseholdId, VersionOptions.Latest) : null;
    }
}
