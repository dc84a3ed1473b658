namespace Crm.Kernel.Data;

/// <summary>Who acts, and as part of what; scoped. What History and the change log write beside each change.</summary>
public sealed class ChangeContext
{
    /// <summary>The acting user's id; "system" for jobs, "setup" for setup.</summary>
    public string Actor { get; set; } = "system";

    /// <summary>The acting user's name as shown.</summary>
    public string ActorName { get; set; } = "system";

    /// <summary>The batch of a bulk act: one thing to undo; null for a single one.</summary>
    public string? BatchId { get; set; }

    /// <summary>What happened, as a past fact ("Imported", "Merged"); null lets the session say Created, Updated or Deleted.</summary>
    public string? Event { get; set; }

    /// <summary>True in GET requests: the session refuses to save.</summary>
    public bool IsReadOnly { get; set; }

    /// <summary>True in jobs and imports: people waiting for the write gate go first.</summary>
    public bool IsBackground { get; set; }

    /// <summary>How long the session's last commit kept other writers waiting: from the write gate to the end of the transaction; zero on PostgreSQL. See <see cref="BatchPace"/>.</summary>
    public TimeSpan HeldGate { get; internal set; }
}
