namespace Crm.Kernel.Jobs;

/// <summary>
/// A job of the tenant, run by the host's scheduler once per tenant across nodes, or on each of them. Register with <c>services.AddBackgroundTask&lt;T&gt;()</c> and describe it by
/// <see cref="BackgroundTaskAttribute"/>.
/// </summary>
public interface IBackgroundTask
{
    /// <summary>Does the work in a scope of the tenant; an exception is recorded and shown, and the job comes again at its next moment.</summary>
    Task DoWorkAsync(IServiceProvider serviceProvider, CancellationToken cancellationToken);
}

/// <summary>When a job runs.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class BackgroundTaskAttribute : Attribute
{
    /// <summary>Name shown.</summary>
    public string Title { get; set; } = "";

    /// <summary>Cron, five fields, in the tenant's time zone.</summary>
    public string Schedule { get; set; } = "*/5 * * * *";

    /// <summary>One sentence.</summary>
    public string Description { get; set; } = "";

    /// <summary>Whether it is on until an admin says otherwise.</summary>
    public bool Enable { get; set; } = true;

    /// <summary>
    /// False for housekeeping that matters only while somebody uses the tenant: a tenant that sleeps is not woken for it, and catches up when it wakes.
    /// </summary>
    public bool WakesTenant { get; set; } = true;

    /// <summary>True for a job that shares its work out by itself: every node runs it, side by side with the others.</summary>
    public bool OnEveryNode { get; set; }
}
