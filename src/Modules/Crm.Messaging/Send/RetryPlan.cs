namespace Crm.Messaging.Send;

/// <summary>When a message that was not taken is tried again.</summary>
internal static class RetryPlan
{
    private static readonly TimeSpan[] s_pauses =
    [
        TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(4), TimeSpan.FromHours(12), TimeSpan.FromHours(24), TimeSpan.FromHours(30),
    ];

    /// <summary>The pause after that many attempts, 72 hours in all; null when that was the last.</summary>
    public static TimeSpan? PauseAfter(int attempts) => attempts > s_pauses.Length ? null : s_pauses[attempts - 1];
}
