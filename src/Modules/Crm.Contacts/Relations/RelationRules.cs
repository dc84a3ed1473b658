using System.Linq.Expressions;
using Crm.Contacts.People;
using Crm.Contacts.Segments.Rules;
using Crm.Kernel.Data;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Relations;

/// <summary>Who has a relation of a kind, on either side of it or on one. Only people that who asks may see are counted.</summary>
internal sealed class RelationRules(RelationKinds kinds, IStringLocalizer<RelationRules> s) : ISegmentRules
{
    private const string First = ":first";
    private const string Second = ":second";

    public async ValueTask<IReadOnlyList<SegmentRule>> ListAsync(CancellationToken cancellationToken)
    {
        var kind = new SegmentOperand("kind", s["Kind of relation"], OperandKind.Choice) { Choices = [.. (await kinds.ListAsync()).SelectMany(Choices)], OtherValues = true };
        return
        [
            new SegmentRule("relation.has", s["Relations"], s["Relation"],
            [
                new SegmentOperator("now", s["“{0}” to somebody at present"], (scope, values) => Has(scope, values.Text("kind"), Now(scope)), kind),
                new SegmentOperator("ever", s["“{0}” to somebody at any time"], (scope, values) => Has(scope, values.Text("kind"), scope.Session.QueryIndex<RelationIndex>()), kind),
            ]) { Sources = [new SourceField(ContactTypes.Person, PersonRelation.Path)] },
        ];
    }

    private IEnumerable<SegmentChoice> Choices(RelationKind kind) => kind.IsSame ? [new(kind.Key, kinds.NameOf(kind))]
        : [new(kind.Key + First, kinds.NameOf(kind, isSecond: false)), new(kind.Key + Second, kinds.NameOf(kind, isSecond: true)), new(kind.Key, kinds.NameOf(kind))];

    private static IQueryable<RelationIndex> Now(SegmentScope scope)
    {
        var today = scope.Today;
        return scope.Session.QueryIndex<RelationIndex>().Where(row => (row.From == null || row.From <= today) && (row.To == null || row.To > today));
    }

    private static Expression<Func<PersonIndex, bool>> Has(SegmentScope scope, string value, IQueryable<RelationIndex> relations)
    {
        var key = value.Split(':')[0];
        var (rows, people) = (relations.Where(row => row.Kind == key), scope.People.Select(person => person.ContentItemId));
        var firsts = rows.Where(row => people.Contains(row.SecondId)).Select(row => row.FirstId);
        var seconds = rows.Where(row => people.Contains(row.FirstId)).Select(row => row.SecondId);
        return value.EndsWith(First, StringComparison.Ordinal) ? row => firsts.Contains(row.ContentItemId)
            : value.EndsWith(Second, StringComparison.Ordinal) ? row => seconds.Contains(row.ContentItemId)
            : row => firsts.Contains(row.ContentItemId) || seconds.Contains(row.ContentItemId);
    }
}
