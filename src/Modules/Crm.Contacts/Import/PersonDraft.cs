using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Contacts.Addresses;
using Crm.Contacts.Households;
using Crm.Contacts.Import.Links;
using Crm.Contacts.Organisations;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Contacts.Stages;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Json;

namespace Crm.Contacts.Import;

/// <summary>A person as a row says it, before it is decided whether the row is good.</summary>
internal sealed record PersonDraft(PersonPart Person, ContactPointsPart Points, AddressPart Address, LifeCyclePart LifeCycle, JsonObject Fields)
{
    /// <summary>The first own address, or null.</summary>
    public PostalAddress? Own => Address.Addresses.FirstOrDefault();

    /// <summary>The household, where a row is one.</summary>
    public HouseholdPart Household { get; private init; } = new();

    /// <summary>The organisation, where a row is one.</summary>
    public OrganisationPart Organisation { get; private init; } = new();

    /// <summary>What the row says the person belongs to.</summary>
    public DraftLinks Links { get; } = new();

    /// <summary>Since when the person is in the stage, when the row says so.</summary>
    public DateOnly? StageSince { get; set; }

    /// <summary>Whether the row dates the person's stage. A date that the stage before had, left beside a new stage, dates nothing.</summary>
    public bool DatesStage(ContentItem? stored)
        => StageSince is { } day && Person.Stage.Length > 0
        && (Person.Stage == (stored?.As<PersonPart>()?.Stage ?? "") || LifeCycle.Changes is not [.., { At: { } last }] || DateOnly.FromDateTime(last) != day);

    /// <summary>A stored person's parts, copied: what is done to the draft leaves the person as it was.</summary>
    /// <param name="item">Null for a new person.</param>
    public static PersonDraft Of(ContentItem? item)
        => new(Copy<PersonPart>(item), Copy<ContactPointsPart>(item), Copy<AddressPart>(item), Copy<LifeCyclePart>(item), (item?.Data[item.ContentType]?.DeepClone() as JsonObject) ?? [])
        {
            Household = Copy<HouseholdPart>(item),
            Organisation = Copy<OrganisationPart>(item),
        };

    /// <summary>The name as shown.</summary>
    /// <param name="holds">What the row is: one of <see cref="ContactTypes"/>.</param>
    public string NameOf(string holds) => holds switch { ContactTypes.Household => Household.Name, ContactTypes.Organisation => Organisation.Name, _ => Person.DisplayName() };

    /// <summary>The identifiers in other systems.</summary>
    public List<ExternalKey> KeysOf(string holds) => holds switch { ContactTypes.Household => Household.ExternalKeys, ContactTypes.Organisation => Organisation.ExternalKeys, _ => Person.ExternalKeys };

    /// <summary>Writes the parts into the record.</summary>
    public void ApplyTo(ContentItem item)
    {
        switch (item.ContentType)
        {
            case ContactTypes.Household: item.Apply(Household); break;
            case ContactTypes.Organisation: item.Apply(Organisation); item.Apply(Points); break;
            default: item.Apply(Person); item.Apply(Points); break;
        }

        item.Apply(Address);
        if (Fields.Count > 0)
        {
            item.Merge(new JsonObject { [item.ContentType] = Fields });
        }

        item.DisplayText = NameOf(item.ContentType);
    }

    /// <summary>The first own address, made when there is none.</summary>
    public PostalAddress Home(string country)
    {
        if (Address.Addresses.Count == 0)
        {
            Address.Addresses.Add(new PostalAddress { Kind = "home", Country = country });
        }

        return Address.Addresses[0];
    }

    private static T Copy<T>(ContentItem? item) where T : ContentPart, new()
        => item?.Data[typeof(T).Name] is JsonObject json ? json.Deserialize<T>(ContentJson.Options) ?? new T() : new T();
}

/// <summary>What reading a value needs to know of the file.</summary>
/// <param name="Roles">The roles in a household, by key and by name in every language of the site.</param>
internal sealed record ReadingContext(IReadOnlyList<string> DateFormats, string Country, DateOnly Today, StageNames Stages, IReadOnlyDictionary<string, string> Roles)
{
    /// <summary>How days stand in an export.</summary>
    public const string Iso = "yyyy-MM-dd";

    private static readonly string[] Usual = ["yyyy-MM-dd", "dd/MM/yyyy", "d/M/yyyy", "yyyyMMdd", "dd.MM.yyyy", "d.M.yyyy", "dd-MM-yyyy", "yyyy/MM/dd", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm:ss"];

    /// <summary>The date, or null.</summary>
    public DateOnly? Date(string value, string? format)
        => DateTime.TryParseExact(value, format is not null ? [format] : DateFormats.Count > 0 ? [.. DateFormats] : Usual, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? DateOnly.FromDateTime(date)
            : null;
}

/// <summary>Puts a value where it belongs; says why it cannot, as a message id.</summary>
internal delegate string? Put(PersonDraft draft, string value, string? format, ReadingContext context);

/// <summary>Where a column can go, and what a person has there: text, <see cref="DateOnly"/>, <see cref="decimal"/>, <see cref="bool"/> or null.</summary>
internal sealed record Target(Put Put, Func<PersonDraft, object?> Read);
