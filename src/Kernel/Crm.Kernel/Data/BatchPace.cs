namespace Crm.Kernel.Data;

/// <summary>
/// How many rows a background batch takes so that its commit keeps nobody waiting for longer than 50 ms at SQLite's write gate: it learns from each commit, so that a
/// slow machine or a rich row makes batches smaller. On PostgreSQL, where writers do not wait for one another, batches soon reach <paramref name="most"/>.
/// </summary>
/// <param name="context">That of the session that commits.</param>
/// <param name="most">Never more than this.</param>
public sealed class BatchPace(ChangeContext context, int most)
{
    /// <summary>What a background batch may hold the gate.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(50);

    /// <summary>The size of the next batch.</summary>
    public int Size { get; private set; } = Math.Max(1, most / 5);

    /// <summary>To be called after each commit.</summary>
    public void Learn() => Learn(context.HeldGate);

    /// <summary>The same for a commit of another session.</summary>
    public void Learn(TimeSpan held)
    {
        if (held > Limit)
        {
            Size = Math.Max(1, (int)(Size * (Limit / held) * 0.8));
        }
        else if (held < Limit / 2)
        {
            Size = Math.Min(most, Size + 1 + (Size / 4));
        }
    }
}
