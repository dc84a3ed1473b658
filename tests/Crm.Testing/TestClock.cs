namespace Crm.Testing;

/// <summary>
/// A clock that runs with the real one and can be put forward; or one that stands still until it is put forward, for what is counted by the minute or comes after a pause: then nothing
/// of it comes by itself, however slow the machine is.
/// </summary>
public sealed class TestClock(bool standsStill = false) : TimeProvider
{
    private readonly DateTimeOffset? _stands = standsStill ? System.GetUtcNow() : null;
    private long _ahead;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => (_stands ?? System.GetUtcNow()) + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    /// <inheritdoc/>
    public override long GetTimestamp() => System.GetTimestamp() + (long)(TimeSpan.FromTicks(Interlocked.Read(ref _ahead)).TotalSeconds * TimestampFrequency);

    /// <summary>Puts the clock forward.</summary>
    public void Advance(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);

    /// <summary>Puts the clock forward to that moment.</summary>
    public void AdvanceTo(DateTimeOffset moment) => Advance(moment - GetUtcNow());
}
