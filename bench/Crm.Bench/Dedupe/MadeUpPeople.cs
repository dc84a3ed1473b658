using System.Globalization;
using Crm.Contacts.Duplicates.Linkage;

namespace Crm.Bench.Dedupe;

/// <summary>
/// Made-up people in households, the same in each run: family names as frequent as they are in life (Zipf), two in five living with somebody of their name, address and phone, and
/// one record in twenty a double with one to three spoilt values.
/// </summary>
internal sealed class MadeUpPeople(int people)
{
    private const double Doubles = 0.05;
    private const double WithSomebody = 0.4;
    private static readonly string[] s_onsets = ["b", "br", "c", "ch", "d", "f", "g", "gr", "j", "l", "m", "n", "p", "r", "s", "t", "v", "tr", "pl", "d'"];
    private static readonly string[] s_vowels = ["a", "e", "i", "o", "u", "ai", "ou", "eau", "oi", "é"];
    private static readonly string[] s_codas = ["", "r", "n", "t", "l", "rd", "ux", "s", "lle", "nd"];
    private static readonly string[] s_domains = ["exemple.fr", "mail.example", "courrier.example", "poste.example"];

    private readonly Random _random = new(5);
    private readonly ValuePool _pool = new();
    private readonly string[] _families = Words(40_000, 2, 11);
    private readonly string[] _givens = Words(1_500, 2, 12);
    private readonly string[] _towns = Words(6_000, 3, 13);
    private readonly string[] _streets = Words(5_000, 3, 14);

    private sealed record Person(string Given, string Family, DateOnly Birth, int Number, string Street, int Town, string Email, string Phone);

    /// <summary>The records, doubles strewn in, and who each is.</summary>
    public (List<LinkRecord> Records, List<string> Truth) All()
    {
        var (records, truth) = (new List<LinkRecord>(people), new List<string>(people));
        Person? last = null;
        for (var entity = 0; records.Count < people; entity++)
        {
            var person = last is not null && _random.NextDouble() < WithSomebody ? Relative(last) : New();
            var name = entity.ToString(CultureInfo.InvariantCulture);
            Put(person, false);
            if (_random.NextDouble() < Doubles / (1 - Doubles) && records.Count < people)
            {
                Put(person, true);
            }

            last = person;

            void Put(Person shown, bool spoilt)
            {
                records.Add(Record(shown, spoilt));
                truth.Add(name);
            }
        }

        return (records, truth);
    }

    private static string[] Words(int count, int syllables, int seed)
    {
        var random = new Random(seed);
        string Part(string[] parts) => parts[random.Next(parts.Length)];
        var words = new HashSet<string>();
        while (words.Count < count)
        {
            words.Add(string.Concat(Enumerable.Range(0, syllables).Select(_ => Part(s_onsets) + Part(s_vowels))) + Part(s_codas));
        }

        return [.. words];
    }

    private T Frequent<T>(T[] values) => values[(int)(values.Length * Math.Pow(_random.NextDouble(), 2.5))];

    private Person New()
    {
        var (given, family) = (Frequent(_givens), Frequent(_families));
        return new Person(given, family, Birth(), 1 + _random.Next(120), "rue " + _streets[_random.Next(_streets.Length)], _random.Next(_towns.Length), Email(given, family), Phone());
    }

    private Person Relative(Person other)
    {
        var given = Frequent(_givens);
        return other with { Given = given, Birth = Birth(), Email = _random.NextDouble() < 0.3 ? other.Email : Email(given, other.Family) };
    }

    private DateOnly Birth() => new DateOnly(1930, 1, 1).AddDays(_random.Next(33_000));

    private string Phone() => _random.NextDouble() < 0.75 ? string.Create(CultureInfo.InvariantCulture, $"06{_random.Next(100_000_000):00000000}") : "";

    private string Email(string given, string family)
        => _random.NextDouble() < 0.7 ? string.Create(CultureInfo.InvariantCulture, $"{given}.{family}{_random.Next(1000)}@{s_domains[_random.Next(s_domains.Length)]}") : "";

    private LinkRecord Record(Person person, bool spoilt)
    {
        string[] values =
        [
            person.Given, person.Family, person.Birth.ToString("yyyyMMdd", CultureInfo.InvariantCulture), person.Number.ToString(CultureInfo.InvariantCulture), person.Street,
            _towns[person.Town], string.Create(CultureInfo.InvariantCulture, $"{10_000 + (person.Town * 13 % 85_000)}"), person.Email, person.Phone,
        ];
        for (var n = spoilt ? 1 + _random.Next(3) : 0; n > 0; n--)
        {
            Spoil(values);
        }

        FieldKind[] kinds = [FieldKind.GivenName, FieldKind.FamilyName, FieldKind.BirthDate, FieldKind.StreetNumber, FieldKind.Street, FieldKind.City, FieldKind.Postcode, FieldKind.Email, FieldKind.Phone];
        var record = new LinkRecord("");
        for (var i = 0; i < kinds.Length; i++)
        {
            record.With(kinds[i], values[i], _pool);
        }

        return record;
    }

    // A value lost, mistyped, another address after a move, another mailbox, the names in each other's box.
    private void Spoil(string[] values)
    {
        switch (_random.Next(10))
        {
            case 0:
                values[_random.Next(values.Length)] = "";
                break;
            case 1:
                (values[0], values[1]) = (values[1], values[0]);
                break;
            case 2:
                var moved = New();
                (values[3], values[4], values[5], values[6]) = ("7", moved.Street, _towns[moved.Town], string.Create(CultureInfo.InvariantCulture, $"{10_000 + (moved.Town * 13 % 85_000)}"));
                break;
            case 3:
                (values[7], values[8]) = (Email(values[0], values[1]), Phone());
                break;
            default:
                var at = _random.Next(values.Length);
                values[at] = Mistyped(values[at]);
                break;
        }
    }

    private string Mistyped(string value)
    {
        if (value.Length < 3)
        {
            return value;
        }

        var at = _random.Next(value.Length - 1);
        var other = char.IsAsciiDigit(value[at]) ? (char)('0' + _random.Next(10)) : (char)('a' + _random.Next(26));
        return _random.Next(4) switch
        {
            0 => value.Remove(at, 1),
            1 => value.Insert(at, other.ToString()),
            2 => value[..at] + value[at + 1] + value[at] + value[(at + 2)..],
            _ => value[..at] + other + value[(at + 1)..],
        };
    }
}
