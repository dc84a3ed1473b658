using Crm.Contacts.Segments.Rules;

namespace Crm.Contacts.Stages.View;

/// <summary>The days in which moves are counted, both counted; the last twelve months where nothing is said.</summary>
internal readonly record struct LifeCycleDays(DateOnly First, DateOnly Last)
{
    /// <summary>Those that were asked for.</summary>
    public static LifeCycleDays Of(DateOnly? first, DateOnly? last, DateOnly today) => new(first ?? today.AddYears(-1).AddDays(1), last ?? today);

    /// <summary>From which moment on to before which, in the tenant's zone.</summary>
    public Moments In(SegmentScope scope) => Moments.Of(scope, new DayRange(First, Last == DateOnly.MaxValue ? null : Last.AddDays(1)));
}
