namespace Crm.Kernel.Data.Stores;

/// <summary>
/// One writer at a time for a database file, people before jobs, in order of arrival within each. Waiting costs no thread.
/// </summary>
internal sealed class WriteGate
{
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _people = new();
    private readonly Queue<TaskCompletionSource> _jobs = new();
    private bool _taken;

    /// <summary>Returns when the gate is the caller's, who must <see cref="Leave"/>.</summary>
    public Task EnterAsync(bool background, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TaskCompletionSource waiter;
        lock (_lock)
        {
            if (!_taken)
            {
                _taken = true;
                return Task.CompletedTask;
            }

            waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            (background ? _jobs : _people).Enqueue(waiter);
        }

        return cancellationToken.CanBeCanceled ? WaitAsync(waiter, cancellationToken) : waiter.Task;
    }

    public void Leave()
    {
        lock (_lock)
        {
            while (_people.TryDequeue(out var next) || _jobs.TryDequeue(out next))
            {
                // One that was cancelled while waiting is passed over.
                if (next.TrySetResult())
                {
                    return;
                }
            }

            _taken = false;
        }
    }

    private static async Task WaitAsync(TaskCompletionSource waiter, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.Register(() => waiter.TrySetCanceled(cancellationToken));
        await waiter.Task;
    }
}
