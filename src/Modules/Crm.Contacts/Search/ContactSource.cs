using System.Globalization;
using Crm.Contacts.Addresses;
using Crm.Contacts.Households;
using Crm.Contacts.Organisations;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Contacts.Timeline;
using Crm.Kernel.Content;
using Crm.Kernel.Search;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Search;

/// <summary>What the search finds of contacts, and by which of their members.</summary>
internal sealed class ContactSource(HomeCountry country, ContactLabels labels, IStringLocalizer<ContactSource> s) : ISearchSource
{
    private const string Name = "name";
    private const string OtherName = "othername";
    private const string Place = "place";
    private const string Email = "email";
    private const string Phone = "phone";
    private const string Number = "number";
    private const string OwnNumber = "ownnumber";
    private const string FormerNumber = "formernumber";
    private const string Function = "function";
    private const string Notes = "notes";
    private const string Words = "words";

    private static readonly SearchField NameField = new(Name, SearchKind.Name, nameof(ContentItem.DisplayText));
    private static readonly SearchField PlaceField = new(Place, SearchKind.Place, $"{nameof(AddressPart)}.{nameof(AddressPart.Addresses)}", $"{nameof(AddressPart)}.{nameof(AddressPart.Shared)}");
    private static readonly SearchField EmailField = new(Email, SearchKind.Email, $"{nameof(ContactPointsPart)}.{nameof(ContactPointsPart.Emails)}");
    private static readonly SearchField PhoneField = new(Phone, SearchKind.Phone, $"{nameof(ContactPointsPart)}.{nameof(ContactPointsPart.Phones)}");

    private static readonly SearchField[] PersonFields =
    [
        NameField, PlaceField, EmailField, PhoneField, Of(OtherName, SearchKind.Name, nameof(PersonPart.BirthName)), Of(Number, SearchKind.Code, nameof(PersonPart.ExternalKeys)),
        Of(OwnNumber, SearchKind.Code, nameof(PersonPart.Number)), Of(FormerNumber, SearchKind.Code, nameof(PersonPart.FormerNumbers)),
        Of(Function, SearchKind.Prose, nameof(PersonPart.Function)), Of(Notes, SearchKind.Prose, nameof(PersonPart.Notes)),
    ];

    private static readonly SearchField[] HouseholdFields = [NameField, PlaceField, new(Notes, SearchKind.Prose, $"{nameof(HouseholdPart)}.{nameof(HouseholdPart.Notes)}")];

    private static readonly SearchField[] OrganisationFields =
    [
        NameField, PlaceField, EmailField, PhoneField, new(OtherName, SearchKind.Name, $"{nameof(OrganisationPart)}.{nameof(OrganisationPart.LegalName)}"),
        new(Number, SearchKind.Code, $"{nameof(OrganisationPart)}.{nameof(OrganisationPart.RegistrationNumber)}"), new(Words, SearchKind.Prose, $"{nameof(OrganisationPart)}.{nameof(OrganisationPart.Website)}"),
        new(Notes, SearchKind.Prose, $"{nameof(OrganisationPart)}.{nameof(OrganisationPart.Notes)}"),
    ];

    private static readonly SearchField[] InteractionFields = [new(Words, SearchKind.Prose, InteractionPart.SourceFields.Split(' '))];

    public ValueTask<IReadOnlyList<SearchType>> ListTypesAsync() => new(
    [
        new SearchType(ContactTypes.Person, s["People"], "users", "2", "/admin/people?q=", PersonFields),
        new SearchType(ContactTypes.Household, s["Households"], "home", "3", "/admin/households?q=", HouseholdFields),
        new SearchType(ContactTypes.Organisation, s["Organisations"], "building", "3.5", "/admin/organisations?q=", OrganisationFields),
        new SearchType(ContactTypes.Interaction, s["Notes, calls and letters"], "messages", "4", null, InteractionFields),
    ]);

    public IEnumerable<SearchText> Read(ContentItem item) => item.ContentType switch
    {
        ContactTypes.Person => [.. OfPerson(item), .. Points(item), .. Places(item)],
        ContactTypes.Household => [new(Name, item.DisplayText), new(Notes, item.As<HouseholdPart>()?.Notes), .. Places(item)],
        ContactTypes.Organisation => [.. OfOrganisation(item), .. Points(item), .. Places(item)],
        _ => item.As<InteractionPart>() is { } part ? [new(Words, part.Text.Length > 0 ? part.Text : part.Title)] : [],
    };

    public SearchCard Show(ContentItem shown) => shown.ContentType switch
    {
        ContactTypes.Person => new($"/admin/people/{shown.ContentItemId}", Line([shown.As<PersonPart>()?.Function, .. Facts(shown)])),
        ContactTypes.Household => new($"/admin/households/{shown.ContentItemId}", Line(Facts(shown))),
        ContactTypes.Organisation => new($"/admin/organisations/{shown.ContentItemId}", Line(Facts(shown))),
        _ => OfInteraction(shown.As<InteractionPart>()),
    };

    // The beginning of a number while it is being typed, as numbers are stored.
    public async ValueTask<IReadOnlyList<SearchReading>> UnderstandAsync(string typed)
        => PhoneNumber.Prefix(typed, await country.GetAsync()) is { } phone ? [new SearchReading(SearchKind.Phone, phone)] : [];

    private static IEnumerable<SearchText> OfPerson(ContentItem item)
    {
        var person = item.As<PersonPart>() ?? new PersonPart();
        yield return new(Name, item.DisplayText);
        yield return new(OtherName, person.BirthName);
        yield return new(Function, person.Function);
        yield return new(Notes, person.Notes);
        yield return new(OwnNumber, person.Number?.ToString(CultureInfo.InvariantCulture));
        foreach (var number in person.FormerNumbers)
        {
            yield return new(FormerNumber, number.ToString(CultureInfo.InvariantCulture));
        }

        foreach (var key in person.ExternalKeys)
        {
            yield return new(Number, key.Key);
        }
    }

    private static IEnumerable<SearchText> OfOrganisation(ContentItem item)
    {
        var organisation = item.As<OrganisationPart>() ?? new OrganisationPart();
        return
        [
            new(Name, item.DisplayText), new(OtherName, organisation.LegalName), new(Number, organisation.RegistrationNumber), new(Words, organisation.Website), new(Notes, organisation.Notes),
        ];
    }

    private static IEnumerable<SearchText> Points(ContentItem item) => item.As<ContactPointsPart>() is not { } points ? []
        : [.. points.Emails.Select(email => new SearchText(Email, email.Address)), .. points.Phones.Select(phone => new SearchText(Phone, phone.Number))];

    private static IEnumerable<SearchText> Places(ContentItem item)
        => item.As<AddressPart>() is not { } part ? [] : part.Addresses.Append(part.Shared).OfType<PostalAddress>()
            .Select(address => new SearchText(Place, string.Join(' ', [.. address.Lines, address.Postcode, address.City, address.Region])));

    private static IEnumerable<string?> Facts(ContentItem shown)
        => [shown.As<AddressPart>()?.Main()?.City, shown.As<ContactPointsPart>()?.Emails.FirstOrDefault()?.Address];

    // An interaction is read on the timeline of the first it concerns.
    private SearchCard OfInteraction(InteractionPart? part) => part is null ? new(null, "") : new(
        part.PersonIds.Count > 0 ? $"/admin/people/{part.PersonIds[0]}" : part.HouseholdIds.Count > 0 ? $"/admin/households/{part.HouseholdIds[0]}" : null,
        Line([labels.Kind(part.Kind), part.At == default ? null : ContactLabels.Date(DateOnly.FromDateTime(part.At))]));

    private static string Line(IEnumerable<string?> facts) => string.Join(" · ", facts.Where(fact => !string.IsNullOrWhiteSpace(fact)));

    private static SearchField Of(string name, SearchKind kind, string member) => new(name, kind, $"{nameof(PersonPart)}.{member}");
}
