using System.Collections.Concurrent;
using Crm.Kernel.Tenants;

namespace Crm.Tenants.Life;

/// <summary>Setups under way and just over, with what each has done so far; the page that began one watches it here.</summary>
internal sealed class SetupRuns(ISetupService setup)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, SetupRun> _runs = new(StringComparer.OrdinalIgnoreCase);

    public SetupRun? Find(string tenant)
    {
        lock (_lock)
        {
            return _runs.GetValueOrDefault(tenant);
        }
    }

    /// <summary>Begins a setup; one of this tenant that is under way goes on instead.</summary>
    public void Begin(string tenant, Func<IProgress<SetupProgress>, SetupContext> context)
    {
        var run = new SetupRun();
        lock (_lock)
        {
            if (_runs.GetValueOrDefault(tenant) is { Result: null })
            {
                return;
            }

            _runs[tenant] = run;
        }

        run.Task = RunAsync(run, context(run));
    }

    private async Task RunAsync(SetupRun run, SetupContext context)
    {
        await Task.Yield();
        run.Result = await setup.SetupAsync(context);
    }
}

/// <summary>One setup.</summary>
internal sealed class SetupRun : IProgress<SetupProgress>
{
    private readonly ConcurrentQueue<SetupProgress> _steps = new();

    /// <summary>The steps begun so far, in order.</summary>
    public IReadOnlyCollection<SetupProgress> Steps => _steps;

    /// <summary>How it ended; null while it runs.</summary>
    public SetupResult? Result { get; set; }

    public Task Task { get; set; } = Task.CompletedTask;

    public void Report(SetupProgress value) => _steps.Enqueue(value);
}
