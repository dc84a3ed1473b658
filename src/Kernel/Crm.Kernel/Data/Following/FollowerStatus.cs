namespace Crm.Kernel.Data.Following;

/// <summary>Where a follower of the change log stands.</summary>
/// <param name="Lag">How many lines it has not seen.</param>
/// <param name="Failures">Failures in a row.</param>
/// <param name="LastError">Why it failed last; null when it did not.</param>
/// <param name="NextRunUtc">When it is tried again after a failure; null when it runs with the next change.</param>
public sealed record FollowerStatus(string Name, long Position, long Lag, int Failures, string? LastError, DateTime? LastRunUtc, DateTime? NextRunUtc);
