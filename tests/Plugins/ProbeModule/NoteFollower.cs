using System.Collections.Concurrent;
using Crm.Kernel.Data;

namespace ProbeModule;

/// <summary>Keeps the types of what it was told.</summary>
public sealed class NoteFollower(Followed followed) : IChangeFollower
{
    /// <inheritdoc/>
    public string Name => "probe";

    /// <inheritdoc/>
    public Task HandleAsync(IReadOnlyList<ChangeLogEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var entry in entries)
        {
            followed.Types.Enqueue(entry.Type);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task RebuildAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>What the follower was told.</summary>
public sealed class Followed
{
    /// <summary>The types, in order.</summary>
    public ConcurrentQueue<string> Types { get; } = new();
}
