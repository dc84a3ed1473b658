namespace Crm.Testing;

/// <summary>A clock that runs with the real one and can be put forward.</summary>
public sealed class TestClock : TimeProvider
{
    private long _ahead;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    /// <inheritdoc/>
    public override long GetTimestamp() => System.GetTimestamp() + (long)(TimeSpan.FromTicks(Interlocked.Read(ref _ahead)).TotalSeconds * TimestampFrequency);

    /// <summary>Puts the clock forward.</summary>
    public void Advance(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);

    /// <summary>Puts the clock forward to that moment.</summary>
    public void AdvanceTo(DateTimeOffset moment) => Advance(moment - GetUtcNow());
}
