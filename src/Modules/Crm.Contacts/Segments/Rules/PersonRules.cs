using System.Linq.Expressions;
using Crm.Contacts.Addresses;
using Crm.Contacts.Lists;
using Crm.Contacts.Names;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Users;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Segments.Rules;

/// <summary>What the index of people knows of somebody.</summary>
internal sealed class PersonRules(ContactLabels labels, UserNames users, DayOperators days, IStringLocalizer<PersonRules> s) : ISegmentRules
{
    private const string Value = "value";

    public async ValueTask<IReadOnlyList<SegmentRule>> ListAsync(CancellationToken cancellationToken)
    {
        var owners = (await users.ChoicesAsync()).Select(user => new SegmentChoice(user.UserId, user.ShownName())).ToList();
        return
        [
            Rule("person.name", s["Name"], [Of(nameof(ContentItem.DisplayText))], Words("has", s["has a word beginning with {0}"])),
            Rule("person.stage", labels.Field("PersonPart.Stage"), [Of("PersonPart.Stage")],
                Choice("is", s["is {0}"], Codes(labels.Stages()), (_, value) => row => row.Stage == value), Bare("blank", s["is blank"], _ => row => row.Stage == "")),
            Rule("person.owner", s["Owner"], [],
                Choice("is", s["is {0}"], owners, (_, value) => row => row.Owner == value), Bare("blank", s["is blank"], _ => row => row.Owner == "")),
            Rule("person.language", s["Language"], [Of("PersonPart.Languages")],
                Choice("is", s["is {0}"], Places.Languages(), (_, value) => LanguageIs(value)), Bare("blank", s["is blank"], _ => row => row.Language == "")),
            Rule("person.gender", labels.Field("PersonPart.Gender"), [Of("PersonPart.Gender")],
                Choice("is", s["is {0}"], Codes(labels.Genders()), (_, value) => row => row.Gender == value), Bare("blank", s["is blank"], _ => row => row.Gender == "")),
            Rule("person.source", labels.Field("PersonPart.Source"), [Of("PersonPart.Source")],
                Text("is", s["is {0}"], (_, value) => row => row.Source == value), Text("starts", s["begins with {0}"], (_, value) => SourceStarts(value)), Bare("blank", s["is blank"], _ => row => row.Source == "")),
            Rule("person.marital", labels.Field("PersonPart.MaritalStatus"), [Of("PersonPart.MaritalStatus")],
                Choice("is", s["is {0}"], Codes(labels.MaritalStatuses()), (_, value) => row => row.MaritalStatus == value), Bare("blank", s["is blank"], _ => row => row.MaritalStatus == "")),
            Rule("person.income", labels.Field("PersonPart.Income"), [Of("PersonPart.Income")],
                new SegmentOperator("between", s["is from {0} to {1}"], (_, v) => Earning(v.Whole("from"), v.Whole("to")), Amount("from"), Amount("to")), new SegmentOperator("least", s["is at least {0}"], (_, v) => Earning(v.Whole("from"), int.MaxValue), Amount("from")),
                Bare("blank", s["is unknown"], _ => row => row.Income < 0)),
            .. Where(),
            .. Reached(),
            .. Time(),
        ];
    }

    private IEnumerable<SegmentRule> Where()
    {
        SourceField[] addresses = [Of($"{nameof(AddressPart)}.{nameof(AddressPart.Addresses)}"), Of($"{nameof(AddressPart)}.{nameof(AddressPart.Shared)}")];
        yield return Rule("person.town", s["Town"], addresses,
            Text("is", s["is {0}"], (_, value) => TownIs(Fold.Of(value))), Text("starts", s["begins with {0}"], (_, value) => TownStarts(Fold.Of(value))), Bare("blank", s["is blank"], _ => row => row.CityKey == ""));
        yield return Rule("person.postcode", s["Post code"], addresses,
            Text("starts", s["begins with {0}"], (_, value) => PostcodeStarts(value)), Text("is", s["is {0}"], (_, value) => row => row.Postcode == value), Bare("blank", s["is blank"], _ => row => row.Postcode == ""));
        yield return Rule("person.country", s["Country"], addresses,
            Choice("is", s["is {0}"], Places.Countries(), (_, value) => row => row.Country == value), Bare("blank", s["is blank"], _ => row => row.Country == ""));
    }

    private IEnumerable<SegmentRule> Reached()
    {
        yield return Rule("person.email", labels.Field("ContactPointsPart.Emails"), [Of($"{nameof(ContactPointsPart)}.{nameof(ContactPointsPart.Emails)}")], Bare("known", s["is known"], _ => row => row.Email != null));
        yield return Rule("person.phone", labels.Field("ContactPointsPart.Phones"), [Of($"{nameof(ContactPointsPart)}.{nameof(ContactPointsPart.Phones)}")], Bare("known", s["is known"], _ => row => row.Phone != null));
    }

    private IEnumerable<SegmentRule> Time()
    {
        SourceField[] birth = [Of("PersonPart.BirthDate")];
        yield return Rule("person.age", s["Age"], birth,
            new SegmentOperator("between", s["is from {0} to {1}"], (scope, v) => Born(DayRange.BornFor(scope.Today, v.Whole("from"), v.Whole("to"))), Years("from"), Years("to")),
            new SegmentOperator("least", s["is at least {0}"], (scope, v) => Born(DayRange.BornFor(scope.Today, v.Whole("from"), null)), Years("from")),
            new SegmentOperator("under", s["is under {0}"], (scope, v) => v.Whole("to") == 0 ? Nobody : Born(DayRange.BornFor(scope.Today, 0, v.Whole("to") - 1)), Years("to")),
            Bare("blank", s["is unknown"], _ => row => row.BirthKey == 0));
        yield return Rule("person.birthday", s["Birthday"], birth,
            new SegmentOperator("next", s["is in the next {0} days"], (scope, v) => Birthdays.Within(scope.Today, v.Whole("count")), new SegmentOperand("count", s["How many"], OperandKind.Number) { Min = 0, Max = 366 }),
            new SegmentOperator("month", s["is this month"], (scope, _) => Birthdays.InMonth(scope.Today.Month)));
        yield return Rule("person.birth", labels.Field("PersonPart.BirthDate"), birth, [.. days.Of((_, range) => Born(range)), Bare("blank", s["is unknown"], _ => row => row.BirthKey == 0)]);
        yield return Rule("person.died", labels.Field("PersonPart.DiedOn"), [Of("PersonPart.DiedOn")], [Bare("known", s["is known"], _ => row => row.DiedOn != null), .. days.Of((_, range) => Died(range))]);
        yield return Rule("person.created", s["Added"], [], [.. days.Of((scope, range) => Moment(scope, range, created: true))]);
        yield return Rule("person.changed", s["Changed"], [], [.. days.Of((scope, range) => Moment(scope, range, created: false))]);
    }

    private static readonly Expression<Func<PersonIndex, bool>> Nobody = row => row.DocumentId < 0;

    private SegmentRule Rule(string id, string label, SourceField[] sources, params SegmentOperator[] operators) => new(id, s["Person"], label, operators) { Sources = sources };

    private static SourceField Of(string path) => new(ContactTypes.Person, path);

    private static List<SegmentChoice> Codes(IEnumerable<Microsoft.AspNetCore.Mvc.Rendering.SelectListItem> items) => [.. items.Where(item => item.Value.Length > 0).Select(item => new SegmentChoice(item.Value, item.Text))];

    private SegmentOperand Amount(string name) => new(name, name == "from" ? s["At least"] : s["At most"], OperandKind.Number) { Min = 0, Max = int.MaxValue };

    private static Expression<Func<PersonIndex, bool>> Earning(int from, int to) => row => row.Income >= from && row.Income <= to;

    private SegmentOperand Years(string name) => new(name, name == "from" ? s["Years at least"] : s["Years at most"], OperandKind.Number) { Min = 0, Max = 150 };

    private static SegmentOperator Bare(string id, string pattern, Func<SegmentScope, Expression<Func<PersonIndex, bool>>> condition) => new(id, pattern, (scope, _) => condition(scope));

    private SegmentOperator Text(string id, string pattern, Func<SegmentScope, string, Expression<Func<PersonIndex, bool>>> condition)
        => new(id, pattern, (scope, values) => condition(scope, values.Text(Value).Trim()), new SegmentOperand(Value, s["Text"], OperandKind.Text));

    private SegmentOperator Choice(string id, string pattern, IReadOnlyList<SegmentChoice> choices, Func<SegmentScope, string, Expression<Func<PersonIndex, bool>>> condition)
        => new(id, pattern, (scope, values) => condition(scope, values.Text(Value)), new SegmentOperand(Value, s["Choice"], OperandKind.Choice) { Choices = choices, OtherValues = true });

    private SegmentOperator Words(string id, string pattern) => Text(id, pattern, (scope, value) =>
    {
        var rows = Fold.Of(value).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word =>
        {
            var last = Fold.After(word);
            return scope.Session.QueryIndex<ContactWordIndex>().Where(x => x.Source == WordSources.Name && string.Compare(x.Word, word) >= 0 && string.Compare(x.Word, last) < 0).Select(x => x.DocumentId);
        }).ToList();
        return rows.Count == 0 ? Nobody : rows.Select(ids => (Expression<Func<PersonIndex, bool>>)(row => ids.Contains(row.DocumentId))).Aggregate(Predicates.And);
    });

    private static Expression<Func<PersonIndex, bool>> TownIs(string town) => row => row.CityKey == town;

    private static Expression<Func<PersonIndex, bool>> TownStarts(string town)
    {
        var last = Fold.After(town);
        return row => string.Compare(row.CityKey, town) >= 0 && string.Compare(row.CityKey, last) < 0;
    }

    private static Expression<Func<PersonIndex, bool>> PostcodeStarts(string text)
    {
        var last = Fold.After(text);
        return row => string.Compare(row.Postcode, text) >= 0 && string.Compare(row.Postcode, last) < 0;
    }

    private static Expression<Func<PersonIndex, bool>> SourceStarts(string text)
    {
        var last = Fold.After(text);
        return row => string.Compare(row.Source, text) >= 0 && string.Compare(row.Source, last) < 0;
    }

    // "pt" means Portuguese of any country.
    private static Expression<Func<PersonIndex, bool>> LanguageIs(string language)
    {
        var (first, last) = (language + "-", Fold.After(language + "-"));
        return row => row.Language == language || (string.Compare(row.Language, first) >= 0 && string.Compare(row.Language, last) < 0);
    }

    private static Expression<Func<PersonIndex, bool>> Born(DayRange range)
    {
        var (from, before) = (range.From is { } first ? PersonIndex.KeyOf(first) : 1, range.Before is { } end ? PersonIndex.KeyOf(end) : int.MaxValue);
        return row => row.BirthKey >= from && row.BirthKey < before;
    }

    private static Expression<Func<PersonIndex, bool>> Died(DayRange range)
    {
        var (from, before) = (range.From ?? DateOnly.MinValue, range.Before ?? DateOnly.MaxValue);
        return row => row.DiedOn != null && row.DiedOn >= from && row.DiedOn < before;
    }

    private static Expression<Func<PersonIndex, bool>> Moment(SegmentScope scope, DayRange range, bool created)
    {
        var from = range.From is { } first ? scope.StartOf(first) : DateTime.MinValue;
        var before = range.Before is { } end ? scope.StartOf(end) : DateTime.MaxValue.AddSeconds(-1);
        return created ? row => row.CreatedUtc >= from && row.CreatedUtc < before : row => row.ModifiedUtc >= from && row.ModifiedUtc < before;
    }
}
