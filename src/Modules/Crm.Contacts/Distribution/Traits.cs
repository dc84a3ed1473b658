using System.Globalization;
using System.Linq.Expressions;
using Crm.Contacts.Ages;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Contacts.Segments.Conditions;
using Crm.Kernel.Users;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Distribution;

/// <summary>The ways to tell people apart that are offered to somebody: none tells of a field that is hidden from him.</summary>
internal sealed class Traits(ContactLabels labels, FieldTraits fields, UserNames users, Today day, IStringLocalizer<Traits> s)
{
    private const int AreaLength = 2;

    /// <summary>All, in the order offered.</summary>
    public async Task<IReadOnlyList<Trait>> ListAsync(ContactSight sight)
    {
        var today = await day.GetAsync();
        bool Sees(string member) => sight.CanSee($"{nameof(PersonPart)}.{member}");
        return
        [
            .. Sees(nameof(PersonPart.Source)) ? (Trait[])[Column("source", labels.Field("PersonPart.Source"), row => row.Source, Self)] : [],
            .. sight.Stages ? (Trait[])[Column("stage", labels.Field("PersonPart.Stage"), row => row.Stage, labels.Stage)] : [],
            .. sight.Towns ? Places() : [],
            .. sight.BirthDates ? (Trait[])[Years(today)] : [],
            .. Sees(nameof(PersonPart.Languages)) ? (Trait[])[Languages()] : [],
            .. Sees(nameof(PersonPart.Gender)) ? (Trait[])[Column("gender", labels.Field("PersonPart.Gender"), row => row.Gender, labels.Gender)] : [],
            .. Sees(nameof(PersonPart.MaritalStatus)) ? (Trait[])[Column("marital", labels.Field("PersonPart.MaritalStatus"), row => row.MaritalStatus, labels.MaritalStatus)] : [],
            Owners(),
            .. await fields.ListAsync(sight),
        ];
    }

    private IEnumerable<Trait> Places()
    {
        yield return Column("country", s["Country"], row => row.Country, code => ContactLabels.Country(code));
        yield return new Trait("area", s["Area (beginning of the post code)"],
            people => people.Where(row => row.Postcode != "").GroupBy(row => row.Postcode.Substring(0, AreaLength)).Select(group => new TraitRow { Value = group.Key, People = group.Count() }),
            _ => Shown([], Self),
            row => row is null ? Rule("person.postcode", "blank") : Rule("person.postcode", "starts", row.Value));
        yield return new Trait("town", s["Town"],
            people => people.Where(row => row.CityKey != "").GroupBy(row => row.CityKey).Select(group => new TraitRow { Value = group.Key, Sample = group.Min(row => row.City)!, People = group.Count() }),
            rows => Shown(rows, Self, row => row.Sample),
            row => row is null ? Rule("person.town", "blank") : Rule("person.town", "is", row.Sample));
    }

    private Trait Years(DateOnly today) => new("age", s["Age"],
        people => people.Where(row => row.BirthKey != 0).GroupBy(row => row.BirthKey).Select(group => new TraitRow { Value = group.Key.ToString(), People = group.Count() }),
        rows => Shown(rows, AgeOf),
        row => row is null ? Rule("person.age", "blank")
            : AgeBands.Read(row.Value) is not { } band ? new RuleCondition("person.birth", "since", false, new Dictionary<string, object> { ["day"] = today.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) })
            : new RuleCondition("person.age", band.To is null ? "least" : "between", false, band.To is { } to ? new Dictionary<string, object> { ["from"] = (double)band.From, ["to"] = (double)to } : new Dictionary<string, object> { ["from"] = (double)band.From }))
    {
        Gather = births => AgeBands.Gather(births, today),
    };

    private string AgeOf(string key) => AgeBands.Read(key) switch
    {
        null => s["not born yet"],
        (var from, { } to) => s["{0} to {1} years", from, to],
        var (from, _) => s["{0} years and more", from],
    };

    // "fr" asks for "fr-CA" too.
    private Trait Languages() => Column("language", s["Language"], row => row.Language, ContactLabels.Language) with
    {
        Gather = codes => [.. codes.GroupBy(row => row.Value.Split('-')[0]).Select(group => new TraitRow { Value = group.Key, People = group.Sum(row => row.People) }).OrderByDescending(row => row.People).ThenBy(row => row.Value, StringComparer.Ordinal)],
    };

    private Trait Owners() => Column("owner", s["Owner"], row => row.Owner, Self) with
    {
        Say = async rows => await users.OfAsync(rows.Select(row => row.Value)),
    };

    // A column of the index of people with the rule of the same name.
    private static Trait Column(string key, string label, Expression<Func<PersonIndex, string>> column, Func<string, string> say)
    {
        var known = Expression.Lambda<Func<PersonIndex, bool>>(Expression.NotEqual(column.Body, Expression.Constant("")), column.Parameters);
        return new Trait(key, label,
            people => people.Where(known).GroupBy(column).Select(group => new TraitRow { Value = group.Key, People = group.Count() }),
            rows => Shown(rows, say),
            row => row is null ? Rule($"person.{key}", "blank") : Rule($"person.{key}", "is", row.Value));
    }

    internal static RuleCondition Rule(string rule, string how, string? value = null)
        => new(rule, how, false, value is null ? new Dictionary<string, object>() : new Dictionary<string, object> { ["value"] = value });

    private static Task<IReadOnlyDictionary<string, string>> Shown(IReadOnlyList<TraitRow> rows, Func<string, string> say, Func<TraitRow, string>? from = null)
        => Task.FromResult<IReadOnlyDictionary<string, string>>(rows.ToDictionary(row => row.Value, row => say(from is null ? row.Value : from(row))));

    private static string Self(string value) => value;
}
