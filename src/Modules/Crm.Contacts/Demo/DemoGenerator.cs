using Crm.Contacts.Addresses;
using Crm.Contacts.Names;
using Crm.Contacts.People;
using Crm.Contacts.Points;

namespace Crm.Contacts.Demo;

/// <summary>The demo's families, one by one: the planted ones first, then ordinary ones. The same seed and as-of date give the same families on every machine.</summary>
internal sealed class DemoGenerator(int seed, DateOnly asOf)
{
    private static readonly string[] Letters = ["Lettre au Père Noël", "Une lettre et un dessin", "Liste de souhaits", "Petit mot et paillettes"];

    private readonly (int Family, int Count) _people = (PlantedFamilies.All.Count, Planted(seed, asOf).Sum(family => family.People));
    private readonly (int Family, int Count) _contacts = (PlantedFamilies.All.Count, Planted(seed, asOf).Sum(family => family.Contacts));

    /// <summary>The family of that number.</summary>
    public DemoFamily Family(int number)
    {
        var family = new DemoFamily(seed, number, asOf);
        if (number < PlantedFamilies.All.Count)
        {
            PlantedFamilies.All[number](family);
        }
        else
        {
            Ordinary(family, number, Dice.Of(seed, number));
        }

        return family;
    }

    private static IEnumerable<DemoFamily> Planted(int seed, DateOnly asOf) => PlantedFamilies.All.Select((plant, number) =>
    {
        var family = new DemoFamily(seed, number, asOf);
        plant(family);
        return family;
    });

    private void Ordinary(DemoFamily family, int number, Dice dice)
    {
        var name = dice.Pick(DemoWords.Families);
        var town = dice.Pick(DemoWords.Towns);
        var address = new PostalAddress { Kind = "home", Country = "FR", Postcode = town.Postcode, City = town.City, Lines = { $"{1 + dice.Next(98)} {dice.Pick(DemoWords.Streets)}" } };
        var home = family.Household($"Famille {name}", address, "fr");
        var members = DemoSize.Share(number, _people, size => size.Members);
        var adults = members == 1 ? 1 : dice.Chance(82) && members > 2 ? 2 : 1;
        var stage = dice.Pick<string>(["client", "client", "client", "prospect", "dormant"]);
        for (var i = 0; i < adults; i++)
        {
            Adult(family, dice, home, name, number, i, stage);
        }

        var writers = Enumerable.Range(0, members - adults).Select(_ => Child(family, dice, home, name)).ToList();
        var contacts = DemoSize.Share(number, _contacts, size => size.Contacts);
        for (var i = 0; i < contacts; i++)
        {
            Contact(family, dice, home, writers);
        }
    }

    private static void Adult(DemoFamily family, Dice dice, string home, string name, int number, int place, string stage)
    {
        var woman = place == 0 ? dice.Chance(60) : dice.Chance(45);
        var given = dice.Pick(woman ? DemoWords.Women : DemoWords.Men);
        var person = new PersonPart
        {
            Civility = woman ? "Mme" : "M.",
            GivenName = given,
            FamilyName = place > 0 && dice.Chance(15) ? dice.Pick(DemoWords.Families) : name,
            BirthDate = family.Born(24 + dice.Next(60), 1 + dice.Next(12), 1 + dice.Next(28)),
            Gender = woman ? "female" : "male",
            Languages = { "fr" },
            Stage = place == 0 ? stage : "",
            Source = dice.Chance(31) ? $"NOEL{(family.AsOf.Year - 2) % 100:00}-CAT" : "",
        };
        var points = new ContactPointsPart();
        if (dice.Chance(place == 0 ? 70 : 35))
        {
            points.Emails.Add(new Email { Address = $"{Fold.Of(given).Replace(' ', '-')}.{Fold.Of(name).Replace(' ', '-')}.{number}{(place == 0 ? "" : "b")}@example.org" });
        }

        if (place == 0 && number is >= 10 and < 10_000)
        {
            points.Phones.Add(new Phone { Raw = $"05 36 49 {number / 100:00} {number % 100:00}", Number = $"+3353649{number:0000}", Kind = "home" });
        }

        family.Person(person, points, new Membership { HouseholdId = home, Role = "parent" });
    }

    private static string Child(DemoFamily family, Dice dice, string home, string name)
    {
        var girl = dice.Chance(50);
        var person = new PersonPart
        {
            GivenName = dice.Pick(girl ? DemoWords.Girls : DemoWords.Boys),
            FamilyName = name,
            BirthDate = family.Born(dice.Next(15), 1 + dice.Next(12), 1 + dice.Next(28)),
            Gender = girl ? "female" : "male",
            Languages = { "fr" },
        };
        return family.Person(person, new ContactPointsPart(), new Membership { HouseholdId = home, Role = "child" });
    }

    private static void Contact(DemoFamily family, Dice dice, string home, List<string> writers)
    {
        var day = new DateOnly(family.AsOf.Year - dice.Next(5), 11, 1).AddDays(dice.Next(50));
        if (day > family.AsOf)
        {
            day = day.AddYears(-1);
        }

        var kind = dice.Chance(72) ? "letter" : dice.Chance(60) ? "message" : "call";
        var title = kind switch { "letter" => dice.Pick(Letters), "message" => "Question sur la liste", _ => "Appel au secrétariat" };
        family.Contact(kind, day, title, "", writers.Count > 0 ? [dice.Pick(writers)] : [], home);
    }
}
