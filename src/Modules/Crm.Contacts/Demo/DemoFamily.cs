using Crm.Contacts.Addresses;
using Crm.Contacts.Households;
using Crm.Contacts.Organisations;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Contacts.Relations;
using Crm.Contacts.Timeline;
using Crm.Kernel.Content;

namespace Crm.Contacts.Demo;

/// <summary>Builds the content items of one demo family.</summary>
/// <param name="number">The family's number; ids derive from it.</param>
internal sealed class DemoFamily(int seed, int number, DateOnly asOf)
{
    private const int MaxPerFamily = 1000;

    private readonly Dictionary<string, AddressPart> _homes = [];
    private int _people;
    private int _contacts;
    private int _relations;

    /// <summary>What was built, in the order of making.</summary>
    public List<ContentItem> Items { get; } = [];

    /// <summary>The day that stands for today.</summary>
    public DateOnly AsOf { get; } = asOf;

    /// <summary>People built here.</summary>
    public int People => _people;

    /// <summary>Contacts built here.</summary>
    public int Contacts => _contacts;

    /// <summary>The birth date of who is so old at the as-of date and has the birthday on that day.</summary>
    public DateOnly Born(int years, int month, int day)
    {
        var birth = new DateOnly(AsOf.Year - years, month, Math.Min(day, DateTime.DaysInMonth(AsOf.Year - years, month)));
        return Ages.Age.On(AsOf, birth) is { } age && age.Years == years ? birth : birth.AddYears(-1);
    }

    /// <summary>A household at an address.</summary>
    public string Household(string name, PostalAddress address, string language, string notes = "", int extra = 0)
    {
        var part = new AddressPart { Addresses = { address } };
        var item = Item(ContactTypes.Household, DemoId.Of(seed, 'h', (number * 4L) + extra), name);
        item.Apply(new HouseholdPart { Name = name, Language = language, Notes = notes });
        item.Apply(part);
        _homes[item.ContentItemId] = part;
        return item.ContentItemId;
    }

    /// <summary>An organisation.</summary>
    public string Organisation(string name, PostalAddress address)
    {
        var item = Item(ContactTypes.Organisation, DemoId.Of(seed, 'a', number), name);
        item.Apply(new OrganisationPart { Name = name });
        item.Apply(new ContactPointsPart());
        item.Apply(new AddressPart { Addresses = { address } });
        return item.ContentItemId;
    }

    /// <summary>The person of that number in a family of this load; one that comes before this family, for loads are nested.</summary>
    public string PersonOf(int family, int place) => DemoId.Of(seed, 'p', ((long)family * MaxPerFamily) + place);

    /// <summary>A relation of whom is made next to somebody made before.</summary>
    public PersonRelation Relation(string kind, string personId, DateOnly? from = null, DateOnly? to = null, string note = "")
        => new() { RelationId = DemoId.Of(seed, 'r', ((long)number * MaxPerFamily) + _relations++), PersonId = personId, Kind = kind, From = from, To = to, Note = note };

    /// <summary>A person in one or more homes.</summary>
    public string Person(PersonPart person, ContactPointsPart points, params Membership[] homes)
    {
        person.Memberships.AddRange(homes);
        var item = Item(ContactTypes.Person, DemoId.Of(seed, 'p', ((long)number * MaxPerFamily) + _people++), person.DisplayName());
        item.Apply(person);
        item.Apply(points);
        if (person.Stage.Length > 0)
        {
            item.Apply(DemoStages.To(person.Stage, AsOf, Dice.Of(seed + 1, ((long)number * MaxPerFamily) + _people)));
        }

        item.Apply(new AddressPart { Shared = homes.Length > 0 && _homes.TryGetValue(homes[0].HouseholdId, out var home) ? home.Main()?.Copy() : null });
        return item.ContentItemId;
    }

    /// <summary>A letter, call or note of which only the day is known.</summary>
    public void Contact(string kind, DateOnly day, string title, string text, IEnumerable<string> people, params string[] households)
    {
        var item = Item(ContactTypes.Interaction, DemoId.Of(seed, 'c', ((long)number * MaxPerFamily) + _contacts++), title);
        item.Apply(new InteractionPart
        {
            Kind = kind,
            Direction = kind == "letter" ? "in" : "",
            At = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
            IsDate = true,
            Title = title,
            Text = text,
            PersonIds = [.. people],
            HouseholdIds = [.. households],
        });
    }

    private ContentItem Item(string type, string id, string title)
    {
        var made = AsOf.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var item = new ContentItem
        {
            ContentItemId = id,
            ContentItemVersionId = id,
            ContentType = type,
            DisplayText = title,
            Latest = true,
            Published = true,
            CreatedUtc = made,
            ModifiedUtc = made,
            PublishedUtc = made,
            Author = "demo",
        };
        Items.Add(item);
        return item;
    }
}
