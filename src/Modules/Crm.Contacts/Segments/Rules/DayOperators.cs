using System.Linq.Expressions;
using Crm.Contacts.People;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Segments.Rules;

/// <summary>The ways to compare a day or a moment: between fixed days, or by days that move with the calendar. Days are those of the tenant's zone.</summary>
public sealed class DayOperators(IStringLocalizer<DayOperators> s)
{
    private const int MostUnits = 1200;

    /// <summary>The units of a stretch of time.</summary>
    public IReadOnlyList<SegmentChoice> Units => [new("days", s["days"]), new("weeks", s["weeks"]), new("months", s["months"]), new("years", s["years"])];

    /// <summary>The operands of a stretch of time: <c>count</c> and <c>unit</c>.</summary>
    public IReadOnlyList<SegmentOperand> Stretch =>
    [
        new("count", s["How many"], OperandKind.Number) { Min = 0, Max = MostUnits },
        new("unit", s["Days, weeks, months or years"], OperandKind.Choice) { Choices = Units },
    ];

    /// <summary>All of them.</summary>
    /// <param name="within">The condition that the day lies in a range; a blank day lies in none.</param>
    /// <param name="ahead">Whether days to come make sense.</param>
    public IReadOnlyList<SegmentOperator> Of(Func<SegmentScope, DayRange, Expression<Func<PersonIndex, bool>>> within, bool ahead = false)
    {
        return
        [
            New("last", s["in the last {0} {1}"], (scope, values) => new DayRange(Moved(scope, values, -1), scope.Today.AddDays(1)), Stretch),
            New("earlier", s["more than {0} {1} ago"], (scope, values) => new DayRange(null, Moved(scope, values, -1)), Stretch),
            .. ahead ? (SegmentOperator[])[New("next", s["in the next {0} {1}"], (scope, values) => new DayRange(scope.Today, Moved(scope, values, 1).AddDays(1)), Stretch)] : [],
            New("month", s["this month"], (scope, _) => new DayRange(FirstOf(scope.Today), FirstOf(scope.Today).AddMonths(1)), []),
            New("year", s["this year"], (scope, _) => new DayRange(new DateOnly(scope.Today.Year, 1, 1), new DateOnly(scope.Today.Year + 1, 1, 1)), []),
            New("on", s["on {0}"], (_, values) => new DayRange(values.Day("day"), After(values.Day("day"))), [Day("day")]),
            New("since", s["on {0} or later"], (_, values) => new DayRange(values.Day("day"), null), [Day("day")]),
            New("before", s["before {0}"], (_, values) => new DayRange(null, values.Day("day")), [Day("day")]),
            New("between", s["from {0} to {1}"], (_, values) => new DayRange(values.Day("from"), After(values.Day("to"))), [Day("from"), Day("to")]),
        ];

        SegmentOperator New(string id, string pattern, Func<SegmentScope, SegmentValues, DayRange> range, IReadOnlyList<SegmentOperand> operands)
            => new(id, pattern, (scope, values) => within(scope, range(scope, values)), operands);
    }

    /// <summary>The range of a stretch of time up to today: operands <c>count</c> and <c>unit</c>.</summary>
    public static DayRange Last(SegmentScope scope, SegmentValues values) => new(Moved(scope, values, -1), scope.Today.AddDays(1));

    private SegmentOperand Day(string name) => new(name, name switch { "from" => s["First day"], "to" => s["Last day"], _ => s["Day"] }, OperandKind.Day);

    private static DateOnly Moved(SegmentScope scope, SegmentValues values, int direction) => DayRange.Add(scope.Today, direction * values.Whole("count"), values.Text("unit"));

    private static DateOnly FirstOf(DateOnly day) => new(day.Year, day.Month, 1);

    private static DateOnly? After(DateOnly day) => day == DateOnly.MaxValue ? null : day.AddDays(1);
}
