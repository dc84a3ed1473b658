namespace Crm.Kernel.Tenants;

/// <summary>What is to happen once the unit of work is durable, and not at all when it is cancelled; scoped.</summary>
public sealed class AfterCommit
{
    private readonly Queue<Func<Task>> _work = new();

    /// <summary>Adds work; it runs in order, before the request's result executes.</summary>
    public void Add(Func<Task> work) => _work.Enqueue(work);

    /// <summary>Adds work that is done at once.</summary>
    public void Add(Action work) => Add(() =>
    {
        work();
        return Task.CompletedTask;
    });

    internal async Task RunAsync()
    {
        // Taken out before it runs: what failed is not tried again at the next commit of the same scope.
        while (_work.TryDequeue(out var work))
        {
            await work();
        }
    }

    internal void Forget() => _work.Clear();
}
