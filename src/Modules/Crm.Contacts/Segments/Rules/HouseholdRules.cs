using System.Linq.Expressions;
using Crm.Contacts.Households;
using Crm.Contacts.People;
using Crm.Kernel.Data;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Segments.Rules;

/// <summary>Who somebody lives with at present. Only people that who asks may see are counted.</summary>
internal sealed class HouseholdRules(ContactLabels labels, IStringLocalizer<HouseholdRules> s) : ISegmentRules
{
    private const int Largest = 100;

    public ValueTask<IReadOnlyList<SegmentRule>> ListAsync(CancellationToken cancellationToken)
    {
        var roles = labels.Roles().Select(role => new SegmentChoice(role.Value, role.Text)).ToList();
        SourceField member = new(ContactTypes.Person, "PersonPart.Memberships"), birth = new(ContactTypes.Person, "PersonPart.BirthDate"), death = new(ContactTypes.Person, "PersonPart.DiedOn");
        return ValueTask.FromResult<IReadOnlyList<SegmentRule>>(
        [
            Rule("household.child", s["Lives with a child"], [member, birth, death],
                new SegmentOperator("aged", s["of {0} to {1} years"], (scope, v) => LivesWith(scope, Children(Aged(Members(scope), DayRange.BornFor(scope.Today, v.Whole("from"), v.Whole("to"))))), Years("from"), Years("to")),
                new SegmentOperator("under", s["under {0} years"], (scope, v) => LivesWith(scope, Children(Aged(Members(scope), DayRange.BornFor(scope.Today, 0, Math.Max(v.Whole("to") - 1, 0))))), Years("to") with { Min = 1 }),
                new SegmentOperator("any", s["of any age"], (scope, _) => LivesWith(scope, Children(Members(scope))))),
            Rule("household.with", s["Lives with"], [member, death],
                new SegmentOperator("role", s["somebody who is there as {0}"], (scope, v) => LivesWith(scope, InRole(Members(scope), v.Text("role"))), Role(roles)),
                new SegmentOperator("any", s["somebody"], (scope, _) => LivesWith(scope, Members(scope)))),
            Rule("household.role", s["Role in the household"], [member],
                new SegmentOperator("is", s["is {0}"], (scope, v) => Is(InRole(Current(scope), v.Text("role"))), Role(roles)),
                new SegmentOperator("none", s["is none: belongs to no household"], (scope, _) => Predicates.Not(Is(Current(scope))))),
            Rule("household.size", s["Household"], [member, death],
                new SegmentOperator("between", s["has {0} to {1} people"], (scope, v) => Sized(scope, v.Whole("from"), v.Whole("to")), People("from"), People("to")),
                new SegmentOperator("least", s["has at least {0} people"], (scope, v) => Sized(scope, v.Whole("from"), int.MaxValue), People("from"))),
        ]);
    }

    private SegmentRule Rule(string id, string label, SourceField[] sources, params SegmentOperator[] operators) => new(id, s["Household"], label, operators) { Sources = sources };

    private SegmentOperand Years(string name) => new(name, name == "from" ? s["Years at least"] : s["Years at most"], OperandKind.Number) { Min = 0, Max = 150 };

    private SegmentOperand People(string name) => new(name, name == "from" ? s["People at least"] : s["People at most"], OperandKind.Number) { Min = 1, Max = Largest };

    private SegmentOperand Role(IReadOnlyList<SegmentChoice> roles) => new("role", s["Role"], OperandKind.Choice) { Choices = roles, OtherValues = true };

    private static IQueryable<MembershipIndex> Current(SegmentScope scope)
    {
        var today = scope.Today;
        return scope.Session.QueryIndex<MembershipIndex>().Where(row => (row.From == null || row.From <= today) && (row.To == null || row.To >= today));
    }

    // The living members of today that who asks may see.
    private static IQueryable<MembershipIndex> Members(SegmentScope scope)
    {
        var (today, people) = (scope.Today, scope.People.Select(person => person.DocumentId));
        var living = Current(scope).Where(row => row.DiedOn == null || row.DiedOn > today);
        return scope.SeesAllPeople ? living : living.Where(row => people.Contains(row.DocumentId));
    }

    private static IQueryable<MembershipIndex> InRole(IQueryable<MembershipIndex> members, string role) => members.Where(row => row.Role == role);

    private static IQueryable<MembershipIndex> Children(IQueryable<MembershipIndex> members) => members.Where(row => row.Role == "child" || row.Role == "pupil");

    private static IQueryable<MembershipIndex> Aged(IQueryable<MembershipIndex> members, DayRange born)
    {
        var (from, before) = (born.From ?? DateOnly.MinValue, born.Before ?? DateOnly.MaxValue);
        return members.Where(row => row.BirthDate != null && row.BirthDate >= from && row.BirthDate < before);
    }

    private static Expression<Func<PersonIndex, bool>> Is(IQueryable<MembershipIndex> members)
    {
        var ids = members.Select(row => row.DocumentId);
        return row => ids.Contains(row.DocumentId);
    }

    // Somebody else in a household that is one's own at present.
    private static Expression<Func<PersonIndex, bool>> LivesWith(SegmentScope scope, IQueryable<MembershipIndex> others)
    {
        var ids = Current(scope).SelectMany(own => others.Where(other => other.HouseholdId == own.HouseholdId && other.DocumentId != own.DocumentId), (own, _) => own.DocumentId);
        return row => ids.Contains(row.DocumentId);
    }

    private static Expression<Func<PersonIndex, bool>> Sized(SegmentScope scope, int least, int most)
    {
        var homes = Members(scope).GroupBy(row => row.HouseholdId).Where(rows => rows.Count() >= least && rows.Count() <= most).Select(rows => rows.Key);
        var ids = Current(scope).Where(own => homes.Contains(own.HouseholdId)).Select(own => own.DocumentId);
        return row => ids.Contains(row.DocumentId);
    }
}
