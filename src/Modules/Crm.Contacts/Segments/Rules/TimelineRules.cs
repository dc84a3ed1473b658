using System.Linq.Expressions;
using Crm.Contacts.People;
using Crm.Contacts.Timeline;
using Crm.Kernel.Data;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Segments.Rules;

/// <summary>When somebody was last called, written to or met.</summary>
internal sealed class TimelineRules(ContactLabels labels, DayOperators days, IStringLocalizer<TimelineRules> s) : ISegmentRules
{
    private const string AnyKind = "any";

    public ValueTask<IReadOnlyList<SegmentRule>> ListAsync(CancellationToken cancellationToken)
    {
        var kind = new SegmentOperand("kind", s["Kind of contact"], OperandKind.Choice) { Choices = [new(AnyKind, s["any kind"]), .. labels.Kinds().Select(one => new SegmentChoice(one.Value, one.Text))] };
        return ValueTask.FromResult<IReadOnlyList<SegmentRule>>(
        [
            new SegmentRule("timeline.contact", s["Timeline"], s["Contact"],
            [
                new SegmentOperator("last", s["({0}) in the last {1} {2}"], (scope, v) => Had(scope, v, DayOperators.Last(scope, v)), [kind, .. days.Stretch]),
                new SegmentOperator("none", s["({0}) had last more than {1} {2} ago"], (scope, v) => Predicates.And(Had(scope, v, new DayRange(null, null)), Predicates.Not(Had(scope, v, DayOperators.Last(scope, v) with { Before = null }))), [kind, .. days.Stretch]),
                new SegmentOperator("ever", s["({0}) at any time"], (scope, v) => Had(scope, v, new DayRange(null, null)), kind),
                new SegmentOperator("first", s["({0}) for the first time in the last {1} {2}"], (scope, v) => Predicates.And(Had(scope, v, DayOperators.Last(scope, v)), Predicates.Not(Had(scope, v, new DayRange(null, DayOperators.Last(scope, v).From)))), [kind, .. days.Stretch]),
                new SegmentOperator("since", s["({0}) on {1} or later"], (scope, v) => Had(scope, v, new DayRange(v.Day("day"), null)), kind, new SegmentOperand("day", s["Day"], OperandKind.Day)),
            ])
            {
                Sources = [.. new[] { nameof(InteractionPart.At), nameof(InteractionPart.Kind), nameof(InteractionPart.PersonIds) }.Select(member => new SourceField(ContactTypes.Interaction, $"{nameof(InteractionPart)}.{member}"))],
            },
        ]);
    }

    private static Expression<Func<PersonIndex, bool>> Had(SegmentScope scope, SegmentValues values, DayRange range)
    {
        var kind = values.Text("kind");
        var entries = scope.Session.QueryIndex<TimelineIndex>().Where(entry => entry.PersonId != null && entry.SourceType == ContactTypes.Interaction);
        entries = kind == AnyKind ? entries : entries.Where(entry => entry.Kind == kind);
        if (range.From is { } first)
        {
            // Of some entries only the day is known: it is stored as midnight, wherever that day was.
            var (day, moment) = (first.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), scope.StartOf(first));
            entries = entries.Where(entry => (entry.IsDate && entry.At >= day) || (!entry.IsDate && entry.At >= moment));
        }

        if (range.Before is { } end)
        {
            var (day, moment) = (end.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), scope.StartOf(end));
            entries = entries.Where(entry => (entry.IsDate && entry.At < day) || (!entry.IsDate && entry.At < moment));
        }

        var ids = entries.Select(entry => entry.PersonId);
        return row => ids.Contains(row.ContentItemId);
    }
}
