using System.Text.Json.Nodes;
using Crm.Contacts.Addresses;
using Crm.Contacts.Households;
using Crm.Contacts.Organisations;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Contacts.Relations;
using Crm.Contacts.Timeline;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Filters;
using Crm.Kernel.Data;
using Crm.Kernel.Jobs;
using Crm.Kernel.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Segments;

/// <summary>A person as a condition is asked of by plain code.</summary>
internal sealed record RandomPerson(ContentItem Item, PersonPart Part, ContactPointsPart Points, PostalAddress? Address)
{
    public string Id => Item.ContentItemId;

    public string? Doudou { get; init; }

    public decimal? Gifts { get; init; }

    public bool Shy { get; init; }

    public DateTime? Visit { get; init; }
}

/// <summary>People made by chance, stored in a tenant and kept in memory: the answers of SQL and of plain code must be one.</summary>
internal sealed class RandomPeople
{
    private static readonly string[] s_given = ["Lou", "Jonas", "Élise", "Karim", "Zoé", "Marc"];
    private static readonly string[] s_family = ["Lefèvre", "Moreau", "Haddad", "Souza", "Lin"];
    private static readonly (string City, string Postcode, string Country)[] s_towns = [("Libourne", "33500", "FR"), ("Bordeaux", "33000", "FR"), ("Sarlat-la-Canéda", "24200", "FR"), ("Lille", "59000", "FR"), ("Gent", "9000", "BE")];
    private readonly Random _chance;

    private RandomPeople(int seed, DateOnly today) => (_chance, Today) = (new Random(seed), today);

    public DateOnly Today { get; }

    public TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    public List<RandomPerson> All { get; } = [];

    public Dictionary<string, (string Name, string City)> Organisations { get; } = [];

    public List<InteractionPart> Contacts { get; } = [];

    public static async Task<RandomPeople> InAsync(ContactsTenant tenant, int seed, int count)
    {
        await DefineFieldsAsync(tenant);
        while (await tenant.InAsync(async services => (await services.GetRequiredService<IDocumentManager<FilterBackfill>>().GetOrCreateMutableAsync()).Pending.Count > 0))
        {
            await FillAsync(tenant);
        }

        return await tenant.InAsync(async services =>
        {
            var people = new RandomPeople(seed, await services.GetRequiredService<Crm.Contacts.Ages.Today>().GetAsync());
            await people.FillAsync(services.GetRequiredService<IContentManager>(), count);
            return people;
        });
    }

    private static Task FillAsync(ContactsTenant tenant) => tenant.Host.RunJobAsync(tenant.Settings, "FillFilters");

    private static Task DefineFieldsAsync(ContactsTenant tenant) => tenant.InAsync(async services =>
    {
        var sites = services.GetRequiredService<ISiteService>();
        var site = await sites.LoadSiteSettingsAsync();
        site.TimeZoneId = "Europe/Paris";
        await sites.UpdateSiteSettingsAsync(site);
        await services.GetRequiredService<IContentDefinitionManager>().MergeAsync(new ContentDefinitionRecord
        {
            ContentPartDefinitionRecords =
            [
                new ContentPartDefinition
                {
                    Name = ContactTypes.Person,
                    ContentPartFieldDefinitionRecords = [Field("Doudou", "TextField"), Field("Gifts", "NumericField"), Field("Shy", "BooleanField"), Field("Visit", "DateField")],
                },
            ],
        });
        return true;
    });

    private static ContentPartFieldDefinition Field(string name, string type) => new()
    {
        Name = name,
        FieldName = type,
        Settings = new JsonObject { ["ContentPartFieldSettings"] = new JsonObject { ["DisplayName"] = name }, ["FieldIndexSettings"] = new JsonObject { ["Filterable"] = true } },
    };

    private async Task FillAsync(IContentManager content, int count)
    {
        var homes = new List<string>();
        for (var i = 0; i < count / 3; i++)
        {
            homes.Add((await AddAsync(content, ContactTypes.Household, item => item.Alter<HouseholdPart>(part => part.Name = $"Home {i}"))).ContentItemId);
        }

        foreach (var (name, city) in new[] { ("Atelier du bois", "Lille"), ("Banque", "Gent"), ("Crèche Lune", "") })
        {
            var made = await AddAsync(content, ContactTypes.Organisation, item =>
            {
                item.Alter<OrganisationPart>(part => part.Name = name);
                item.Alter<AddressPart>(part => part.Addresses = city.Length == 0 ? [] : [new PostalAddress { City = city, Country = "FR" }]);
            });
            Organisations[made.ContentItemId] = (name, city);
        }

        for (var i = 0; i < count; i++)
        {
            All.Add(await PersonAsync(content, homes));
        }

        for (var i = 0; i < count; i++)
        {
            await ContactAsync(content);
        }
    }

    private async Task<RandomPerson> PersonAsync(IContentManager content, List<string> homes)
    {
        var part = new PersonPart
        {
            GivenName = Pick(s_given),
            FamilyName = Pick(s_family),
            BirthDate = Often(0.8) ? Birth() : null,
            DiedOn = Often(0.1) ? Today.AddDays(-_chance.Next(0, 90)) : null,
            Gender = Pick("female", "male", ""),
            Languages = Pick("fr", "pt-BR", "pt", "") is { Length: > 0 } language ? [language] : [],
            Source = Pick("NOEL24-CAT", "NOEL25", ""),
            Stage = Pick("prospect", "client", "dormant", ""),
            Memberships = [.. homes.OrderBy(_ => _chance.Next()).Take(_chance.Next(0, 3)).Select(home => new Membership { HouseholdId = home, Role = Pick("parent", "child", "grandparent", "pupil"), From = SomeDay(), To = SomeDay() })],
            Relations = [.. All.OrderBy(_ => _chance.Next()).Take(_chance.Next(0, 3)).Select(other => new PersonRelation { PersonId = other.Id, Kind = Pick("godmother", "neighbour", "parent"), IsSecond = Often(0.5), From = SomeDay(), To = SomeDay() })],
            Affiliations = [.. Organisations.Keys.OrderBy(_ => _chance.Next()).Take(_chance.Next(0, 2)).Select(one => new Affiliation { OrganisationId = one, To = SomeDay() })],
        };
        var points = new ContactPointsPart { Emails = Often(0.5) ? [new Contacts.Points.Email { Address = $"p{All.Count}@example.org" }] : [], Phones = Often(0.3) ? [new Phone { Number = $"+3353649{All.Count:0000}" }] : [] };
        var (city, postcode, country) = Pick(s_towns);
        var address = Often(0.8) ? new PostalAddress { City = city, Postcode = postcode, Country = country } : null;
        var person = new RandomPerson(null!, part, points, address) { Doudou = Often(0.6) ? Pick("Lapin bleu", "Ours", "éléphant") : null, Gifts = Often(0.6) ? _chance.Next(0, 5) : null, Shy = Often(0.5), Visit = Often(0.6) ? Near().ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) : null };
        var item = await AddAsync(content, ContactTypes.Person, item =>
        {
            item.Apply(part);
            item.Apply(points);
            item.Alter<AddressPart>(all => all.Addresses = address is null ? [] : [address]);
            item.Merge(new JsonObject { ["Person"] = Fields(person) });
            item.Owner = Pick("anna", "bruno", "zoe");
        });
        (item.CreatedUtc, item.ModifiedUtc) = (Moment(), Moment());
        return person with { Item = item };
    }

    private async Task ContactAsync(IContentManager content)
    {
        var part = new InteractionPart { Kind = Pick([.. InteractionPart.Kinds]), IsDate = Often(0.3), PersonIds = [Pick(All.ToArray()).Id], Text = "x", Title = "x" };
        part.At = part.IsDate ? Near().ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) : Moment();
        Contacts.Add(part);
        await AddAsync(content, ContactTypes.Interaction, item => item.Apply(part));
    }

    private static JsonObject Fields(RandomPerson person) => new()
    {
        ["Doudou"] = new JsonObject { ["Text"] = person.Doudou },
        ["Gifts"] = new JsonObject { ["Value"] = person.Gifts },
        ["Shy"] = new JsonObject { ["Value"] = person.Shy },
        ["Visit"] = new JsonObject { ["Value"] = person.Visit },
    };

    private static async Task<ContentItem> AddAsync(IContentManager content, string type, Action<ContentItem> fill)
    {
        var item = await content.NewAsync(type);
        fill(item);
        await content.CreateAsync(item);
        return item;
    }

    // Birthdays close to today, leap days and children are what conditions differ by.
    private DateOnly Birth() => _chance.Next(4) switch
    {
        0 => Today.AddYears(-_chance.Next(0, 10)).AddDays(_chance.Next(-3, 4)) is var near && near <= Today ? near : Today,
        1 => new DateOnly(2024 - (4 * _chance.Next(0, 10)), 2, 29),
        _ => Today.AddDays(-_chance.Next(0, 30_000)),
    };

    private DateOnly? SomeDay() => Often(0.6) ? null : Today.AddDays(_chance.Next(-2, 3));

    private DateOnly Near() => Today.AddDays(_chance.Next(-70, 20));

    // The first and last minutes of a day in Paris lie in another day of UTC.
    private DateTime Moment() => Near().ToDateTime(new TimeOnly(Pick(0, 9, 22, 23), _chance.Next(0, 60)), DateTimeKind.Utc);

    private bool Often(double share) => _chance.NextDouble() < share;

    private T Pick<T>(params T[] all) => all[_chance.Next(all.Length)];
}
