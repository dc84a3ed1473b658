using Crm.Contacts.Segments.Conditions;

namespace Crm.Contacts.Tests.Segments;

/// <summary>Condition trees made by chance, out of one of each rule and operator that is worth asking.</summary>
internal sealed class RandomConditions(int seed, DateOnly today)
{
    private readonly Random _chance = new(seed);

    /// <summary>Each leaf once: together they ask every rule.</summary>
    public IReadOnlyList<RuleCondition> Leaves => [.. Facts(), .. Relations(), .. Days()];

    public ConditionGroup Next() => (ConditionGroup)Node(0);

    private Condition Node(int depth)
    {
        if (depth > 0 && (depth > 3 || _chance.NextDouble() < 0.55))
        {
            var leaf = Leaves[_chance.Next(Leaves.Count)];
            return leaf with { Not = _chance.Next(4) == 0 };
        }

        return new ConditionGroup((GroupMatch)_chance.Next(3), [.. Enumerable.Range(0, _chance.Next(1, 4)).Select(_ => Node(depth + 1))]);
    }

    private static IEnumerable<RuleCondition> Facts() =>
    [
        Rule("person.name", "has", ("value", "éli mor")), Rule("person.name", "has", ("value", "l")), Rule("person.stage", "is", ("value", "client")), Rule("person.stage", "blank"), Rule("person.owner", "is", ("value", "anna")),
        Rule("person.language", "is", ("value", "pt")), Rule("person.gender", "blank"), Rule("person.source", "starts", ("value", "NOEL24")), Rule("person.town", "is", ("value", "BORDEAUX")),
        Rule("person.town", "starts", ("value", "sarlat la")), Rule("person.postcode", "starts", ("value", "33")), Rule("person.country", "is", ("value", "BE")), Rule("person.email", "known"), Rule("person.phone", "known"),
        Rule("person.age", "between", ("from", 1d), ("to", 6d)), Rule("person.age", "least", ("from", 18d)), Rule("person.age", "under", ("to", 6d)), Rule("person.age", "under", ("to", 0d)),
        Rule("field.Person.Doudou", "has", ("value", "LÉPH")), Rule("field.Person.Doudou", "is", ("value", "lapin bleu")), Rule("field.Person.Doudou", "blank"),
        Rule("field.Person.Gifts", "least", ("from", 2d)), Rule("field.Person.Gifts", "is", ("value", 0d)), Rule("field.Person.Gifts", "blank"), Rule("field.Person.Shy", "yes"), Rule("field.Person.Shy", "no"), Rule("field.Person.Visit", "blank"),
    ];

    private static IEnumerable<RuleCondition> Relations() =>
    [
        Rule("household.child", "aged", ("from", 3d), ("to", 8d)), Rule("household.child", "under", ("to", 6d)), Rule("household.child", "any"), Rule("household.with", "role", ("role", "grandparent")), Rule("household.with", "any"),
        Rule("relation.has", "now", ("kind", "godmother")), Rule("relation.has", "ever", ("kind", "godmother:first")), Rule("relation.has", "now", ("kind", "parent:second")), Rule("relation.has", "ever", ("kind", "neighbour")),
        Rule("household.role", "is", ("role", "child")), Rule("household.role", "none"), Rule("household.size", "between", ("from", 2d), ("to", 3d)), Rule("household.size", "least", ("from", 3d)),
        Rule("organisation.any", "any"), Rule("organisation.name", "has", ("value", "boi")), Rule("organisation.town", "is", ("value", "gent")),
        Rule("timeline.contact", "last", ("kind", "any"), ("count", 30d), ("unit", "days")), Rule("timeline.contact", "last", ("kind", "call"), ("count", 1d), ("unit", "weeks")),
        Rule("timeline.contact", "none", ("kind", "letter"), ("count", 2d), ("unit", "weeks")), Rule("timeline.contact", "none", ("kind", "any"), ("count", 1d), ("unit", "months")), Rule("timeline.contact", "ever", ("kind", "meeting")),
    ];

    private IEnumerable<RuleCondition> Days()
    {
        foreach (var rule in new[] { "person.birth", "person.died", "person.created", "person.changed", "field.Person.Visit" })
        {
            yield return Rule(rule, "last", ("count", 30d), ("unit", "days"));
            yield return Rule(rule, "last", ("count", 2d), ("unit", "years"));
            yield return Rule(rule, "earlier", ("count", 1d), ("unit", "months"));
            yield return Rule(rule, "month");
            yield return Rule(rule, "year");
            yield return Rule(rule, "since", ("day", Written(-7)));
            yield return Rule(rule, "before", ("day", Written(-7)));
            yield return Rule(rule, "on", ("day", Written(0)));
            yield return Rule(rule, "between", ("from", Written(-20)), ("to", Written(-3)));
        }

        yield return Rule("field.Person.Visit", "next", ("count", 2d), ("unit", "weeks"));
        yield return Rule("person.birthday", "next", ("count", 14d));
        yield return Rule("person.birthday", "next", ("count", 60d));
        yield return Rule("person.birthday", "next", ("count", 200d));
        yield return Rule("person.birthday", "next", ("count", 366d));
        yield return Rule("person.birthday", "month");
    }

    private string Written(int days) => today.AddDays(days).ToString("yyyy-MM-dd");

    private static RuleCondition Rule(string rule, string how, params (string Name, object Value)[] values) => new(rule, how, false, values.ToDictionary(value => value.Name, value => value.Value));
}
