namespace Crm.Kernel.Tenants;

/// <summary>What is to happen once the unit of work is durable, and not at all when it is cancelled; scoped.</summary>
public sealed class AfterCommit
{
    private readonly List<Func<Task>> _work = [];

    /// <summary>Adds work; it runs in order, before the request's result executes.</summary>
    public void Add(Func<Task> work) => _work.Add(work);

    internal async Task RunAsync()
    {
        for (var i = 0; i < _work.Count; i++)
        {
            await _work[i]();
        }

        _work.Clear();
    }

    internal void Forget() => _work.Clear();
}
