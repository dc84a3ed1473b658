namespace Crm.Webhooks.Send;

/// <summary>When a delivery that failed is tried again.</summary>
internal static class RetryPlan
{
    private const double Jitter = 0.1;

    private static readonly TimeSpan[] s_pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    private static readonly TimeSpan s_longestQuiet = TimeSpan.FromMinutes(10);

    /// <summary>How often a delivery is tried.</summary>
    public static int MostAttempts => s_pauses.Length + 1;

    /// <summary>How long a webhook of which that many attempts failed in a row is left alone, so that a receiver that is down is not asked for each of a thousand deliveries.</summary>
    public static TimeSpan QuietAfter(int failures)
    {
        var quiet = TimeSpan.FromSeconds(4 * Math.Pow(2, Math.Min(failures - 1, 10)));
        return quiet < s_longestQuiet ? quiet : s_longestQuiet;
    }

    /// <summary>The pause after that many attempts, a tenth more or less so that a receiver that comes back is not met by all at once; null when that was the last.</summary>
    public static TimeSpan? PauseAfter(int attempts, Random random)
        => attempts > s_pauses.Length ? null : s_pauses[attempts - 1] * (1 + (((random.NextDouble() * 2) - 1) * Jitter));
}
