using Crm.Messaging.Pace;

namespace Crm.Messaging.Tests.Pace;

public sealed class PaceClockTests
{
    private static readonly DateTime s_noon = new(2026, 9, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Turns_come_one_after_the_other_and_what_was_not_used_is_not_saved_up()
    {
        var clock = new PaceClock();
        DateTime?[] turns = [.. Enumerable.Range(0, 4).Select(_ => clock.TurnOf("a.example", 6, s_noon))];
        Assert.Equal([null, s_noon.AddSeconds(10), s_noon.AddSeconds(20), s_noon.AddSeconds(30)], turns);
        Assert.Null(clock.TurnOf("b.example", 6, s_noon));

        var evening = s_noon.AddHours(6);
        Assert.Equal([null, evening.AddSeconds(10)], [clock.TurnOf("a.example", 6, evening), clock.TurnOf("a.example", 6, evening)]);
    }

    [Fact]
    public void Turns_given_out_before_a_start_are_not_given_out_again()
    {
        var clock = new PaceClock();
        clock.Remember([("a.example", s_noon.AddMinutes(5))]);
        Assert.Equal(s_noon.AddMinutes(5).AddSeconds(1), clock.TurnOf("a.example", 60, s_noon));
        Assert.Null(clock.TurnOf("b.example", 60, s_noon));
    }

    [Fact]
    public void A_domain_that_hangs_holds_half_of_the_workers_at_most()
    {
        var clock = new PaceClock();
        Assert.All(Enumerable.Range(0, 8), _ => Assert.True(clock.TryBegin("post", "quick.example", s_noon)));
        Assert.True(clock.TryBegin("post", "quick.example", s_noon.AddSeconds(9)));

        Assert.All(Enumerable.Range(0, PaceClock.MostSlow), _ => Assert.True(clock.TryBegin("post", "slow.example", s_noon)));
        Assert.False(clock.TryBegin("post", "slow.example", s_noon.AddSeconds(10)));
        Assert.True(clock.TryBegin("post", "other.example", s_noon.AddSeconds(10)));
        Assert.True(clock.TryBegin("letter", "slow.example", s_noon.AddSeconds(10)));
        clock.End("post", "slow.example", s_noon);
        Assert.True(clock.TryBegin("post", "slow.example", s_noon.AddSeconds(10)));
    }

    [Fact]
    public void Refusals_are_counted_in_a_row_for_each_domain()
    {
        var clock = new PaceClock();
        Assert.Equal([1, 2], [clock.TurnedAway("post", "a.example"), clock.TurnedAway("post", "a.example")]);
        Assert.Equal(1, clock.TurnedAway("post", "b.example"));
        Assert.False(clock.Taken("post", "a.example"));
        Assert.Equal(1, clock.TurnedAway("post", "a.example"));
        clock.Paused([("post", "a.example")]);
        Assert.True(clock.Taken("post", "a.example"));
        Assert.False(clock.Taken("post", "a.example"));
    }
}
