using Crm.Calls.HandOver;

namespace Crm.Calls.Tests.HandOver;

/// <summary>Nobody is to be rung in the evening or at the weekend.</summary>
public sealed class CallHoursTests
{
    [Theory]
    [InlineData("2026-12-01T17:59", "2026-12-01")] // a Tuesday
    [InlineData("2026-12-01T18:00", "2026-12-02")]
    [InlineData("2026-12-04T18:00", "2026-12-07")] // Friday evening
    [InlineData("2026-12-05T10:00", "2026-12-07")]
    [InlineData("2026-12-06T23:00", "2026-12-07")]
    public void A_call_is_due_on_the_working_day_that_is_not_over(string local, string day) => Assert.Equal(DateOnly.Parse(day), CallHours.DayOf(DateTime.Parse(local)));
}
