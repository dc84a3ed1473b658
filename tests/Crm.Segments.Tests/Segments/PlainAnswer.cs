using Crm.Contacts.Ages;
using Crm.Contacts.Names;
using Crm.Contacts.People;
using Crm.Contacts.Relations;
using Crm.Contacts.Segments.Conditions;
using Crm.Contacts.Timeline;

namespace Crm.Contacts.Tests.Segments;

/// <summary>What a condition tree means, said by plain code over people in memory: written apart from the SQL, so that both can be held against each other.</summary>
internal sealed class PlainAnswer(RandomPeople people)
{
    private DateOnly Today => people.Today;

    public bool Holds(Condition condition, RandomPerson person) => condition switch
    {
        ConditionGroup { Of.Count: 0 } => true,
        ConditionGroup { Match: GroupMatch.All } group => group.Of.All(child => Holds(child, person)),
        ConditionGroup { Match: GroupMatch.Any } group => group.Of.Any(child => Holds(child, person)),
        ConditionGroup group => !group.Of.Any(child => Holds(child, person)),
        RuleCondition rule => rule.Not != Holds(rule, person),
        _ => throw new NotSupportedException(),
    };

    private bool Holds(RuleCondition rule, RandomPerson p) => (rule.Rule, rule.Operator) switch
    {
        ("person.name", _) => Fold.Of(Text(rule)).Split(' ').All(word => Fold.Of($"{p.Part.GivenName} {p.Part.FamilyName}").Split(' ').Any(own => own.StartsWith(word, StringComparison.Ordinal))),
        ("person.stage", "is") => p.Part.Stage == Text(rule),
        ("person.stage", _) => p.Part.Stage.Length == 0,
        ("person.owner", "is") => p.Item.Owner == Text(rule),
        ("person.language", "is") => p.Part.Languages.FirstOrDefault() is { } language && (language == Text(rule) || language.StartsWith(Text(rule) + "-", StringComparison.Ordinal)),
        ("person.gender", "blank") => p.Part.Gender.Length == 0,
        ("person.source", "starts") => p.Part.Source.StartsWith(Text(rule), StringComparison.Ordinal),
        ("person.town", "is") => Fold.Of(p.Address?.City) == Fold.Of(Text(rule)),
        ("person.town", "starts") => Fold.Of(p.Address?.City).StartsWith(Fold.Of(Text(rule)), StringComparison.Ordinal),
        ("person.postcode", "starts") => p.Address?.Postcode.StartsWith(Text(rule), StringComparison.Ordinal) == true,
        ("person.country", "is") => p.Address?.Country == Text(rule),
        ("person.email", _) => p.Points.Emails.Count > 0,
        ("person.phone", _) => p.Points.Phones.Count > 0,
        ("person.age", "between") => IsAged(p, Number(rule, "from"), Number(rule, "to")),
        ("person.age", "least") => IsAged(p, Number(rule, "from"), 1000),
        ("person.age", "under") => IsAged(p, 0, Number(rule, "to") - 1),
        ("person.birthday", "next") => p.Part.BirthDate is { } born && Enumerable.Range(0, Number(rule, "count") + 1).Select(Today.AddDays).Any(day => Age.Birthday(born, day.Year) == day),
        ("person.birthday", _) => p.Part.BirthDate?.Month == Today.Month,
        ("person.birth", _) => p.Part.BirthDate is { } born && IsWithin(rule, born),
        ("person.died", "known") => p.Part.DiedOn is not null,
        ("person.died", _) => p.Part.DiedOn is { } day && IsWithin(rule, day),
        ("person.created", _) => IsWithin(rule, Day(p.Item.CreatedUtc!.Value)),
        ("person.changed", _) => IsWithin(rule, Day(p.Item.ModifiedUtc!.Value)),
        ("household.child", _) => Companions(p).Any(other => other.Role is "child" or "pupil" && (rule.Operator == "any" || IsAged(other.Person, rule.Operator == "under" ? 0 : Number(rule, "from"), Number(rule, "to") - (rule.Operator == "under" ? 1 : 0)))),
        ("household.with", "role") => Companions(p).Any(other => other.Role == (string)rule.Values["role"]),
        ("household.with", _) => Companions(p).Any(),
        ("household.role", "is") => Homes(p).Any(home => home.Role == (string)rule.Values["role"]),
        ("household.role", _) => !Homes(p).Any(),
        ("household.size", _) => Homes(p).Any(home => people.All.Count(other => IsAlive(other) && Homes(other).Any(own => own.HouseholdId == home.HouseholdId)) is var size && size >= Number(rule, "from") && (rule.Operator == "least" || size <= Number(rule, "to"))),
        ("organisation.any", _) => Work(p).Any(),
        ("organisation.name", _) => Work(p).Any(work => Fold.Of(work.Name).Split(' ').Any(word => word.StartsWith(Fold.Of(Text(rule)), StringComparison.Ordinal))),
        ("organisation.town", _) => Work(p).Any(work => Fold.Of(work.City) == Fold.Of(Text(rule))),
        ("relation.has", _) => Relations(p, rule).Any(),
        ("timeline.contact", "last") => Contacts(p, rule).Any(contact => Last(rule, DayOf(contact))),
        ("timeline.contact", "none") => Contacts(p, rule).Any() && !Contacts(p, rule).Any(contact => DayOf(contact) >= Back(rule)),
        ("timeline.contact", "ever") => Contacts(p, rule).Any(),
        ("field.Person.Doudou", "has") => p.Doudou is { } text && Plain(text).Contains(Plain(Text(rule)), StringComparison.Ordinal),
        ("field.Person.Doudou", "is") => p.Doudou is { } text && Plain(text) == Plain(Text(rule)),
        ("field.Person.Doudou", _) => p.Doudou is null,
        ("field.Person.Gifts", "least") => (int?)p.Gifts >= Number(rule, "from"),
        ("field.Person.Gifts", "is") => (int?)p.Gifts == Number(rule, "value"),
        ("field.Person.Gifts", _) => p.Gifts is null,
        ("field.Person.Shy", "yes") => p.Shy,
        ("field.Person.Shy", _) => !p.Shy,
        ("field.Person.Visit", "blank") => p.Visit is null,
        ("field.Person.Visit", _) => p.Visit is { } day && IsWithin(rule, DateOnly.FromDateTime(day)),
        var other => throw new NotSupportedException(other.ToString()),
    };

    private static string Plain(string text) => Fold.Of(text);

    private static string Text(RuleCondition rule) => (string)rule.Values["value"];

    private static int Number(RuleCondition rule, string name) => (int)(double)rule.Values[name];

    private static bool IsAlive(RandomPerson p, DateOnly today) => p.Part.DiedOn is not { } day || day > today;

    private bool IsAlive(RandomPerson p) => IsAlive(p, Today);

    private bool IsAged(RandomPerson p, int least, int most) => p.Part.BirthDate is { } born && Age.On(Today, born) is { } age && age.Years >= least && age.Years <= most;

    private DateOnly Day(DateTime moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(moment, DateTimeKind.Utc), people.Zone));

    private DateOnly DayOf(InteractionPart contact) => contact.IsDate ? DateOnly.FromDateTime(contact.At) : Day(contact.At);

    private DateOnly Back(RuleCondition rule) => Moved(-Number(rule, "count"), (string)rule.Values["unit"]);

    private DateOnly Moved(int count, string unit) => unit switch { "days" => Today.AddDays(count), "weeks" => Today.AddDays(7 * count), "months" => Today.AddMonths(count), _ => Today.AddYears(count) };

    private bool Last(RuleCondition rule, DateOnly day) => day >= Back(rule) && day <= Today;

    private bool IsWithin(RuleCondition rule, DateOnly day) => rule.Operator switch
    {
        "last" => Last(rule, day),
        "earlier" => day < Back(rule),
        "next" => day >= Today && day <= Moved(Number(rule, "count"), (string)rule.Values["unit"]),
        "month" => day.Year == Today.Year && day.Month == Today.Month,
        "year" => day.Year == Today.Year,
        "since" => day >= DateOnly.Parse((string)rule.Values["day"]),
        "before" => day < DateOnly.Parse((string)rule.Values["day"]),
        "on" => day == DateOnly.Parse((string)rule.Values["day"]),
        "between" => day >= DateOnly.Parse((string)rule.Values["from"]) && day <= DateOnly.Parse((string)rule.Values["to"]),
        _ => throw new NotSupportedException(rule.Operator),
    };

    private IEnumerable<Membership> Homes(RandomPerson p) => p.Part.Memberships.Where(home => home.IsCurrent(Today));

    private IEnumerable<(RandomPerson Person, string Role)> Companions(RandomPerson p) => Homes(p).SelectMany(home => people.All.Where(other => other.Id != p.Id && IsAlive(other))
        .SelectMany(other => Homes(other).Where(own => own.HouseholdId == home.HouseholdId).Select(own => (other, own.Role))));

    private IEnumerable<(string Name, string City)> Work(RandomPerson p) => p.Part.Affiliations.Where(one => one.To is not { } day || day >= Today).Select(one => people.Organisations[one.OrganisationId]);

    // Those that the person holds, and those of others turned round.
    private IEnumerable<PersonRelation> Relations(RandomPerson p, RuleCondition rule)
    {
        var (kind, side) = ((string)rule.Values["kind"]).Split(':') is [var key, var which] ? (key, which) : ((string)rule.Values["kind"], "");
        return p.Part.Relations.Select(one => (one, one.IsSecond)).Concat(people.All.SelectMany(other => other.Part.Relations.Where(one => one.PersonId == p.Id).Select(one => (one, !one.IsSecond))))
            .Where(one => one.Item1.Kind == kind && (side.Length == 0 || one.Item2 == (side == "second")) && (rule.Operator == "ever" || ((one.Item1.From ?? Today) <= Today && (one.Item1.To ?? DateOnly.MaxValue) > Today)))
            .Select(one => one.Item1);
    }

    private IEnumerable<InteractionPart> Contacts(RandomPerson p, RuleCondition rule)
        => people.Contacts.Where(contact => contact.PersonIds.Contains(p.Id) && ((string)rule.Values["kind"] == "any" || contact.Kind == (string)rule.Values["kind"]));
}
