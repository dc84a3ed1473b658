using Crm.Kernel.Hosting;
using Crm.Kernel.Tenants;
using Crm.Search.Index;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Crm.Search.Records;

/// <summary>The index of a tenant's records on this node, and the making of a new one. Kept by the host: it outlives the tenant's shells and is shared by those that live at once.</summary>
internal sealed class RecordIndex(ShellSettings tenant, IServiceProvider host) : ITenantHolding
{
    private readonly IShellHost _shells = host.GetRequiredService<IShellHost>();
    private readonly ErrorLog _errors = host.GetRequiredService<ErrorLog>();
    private readonly TimeProvider _time = host.GetRequiredService<TimeProvider>();
    private readonly CancellationToken _stopping = host.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
    private readonly Lock _starting = new();
    private CancellationTokenSource? _cancel;

    /// <summary>The index itself.</summary>
    public SearchIndex Index { get; } = new(Path.Combine(host.GetRequiredService<HostFolders>().Site(tenant), "Lucene", "records"));

    /// <summary>One at a time moves the index on along the change log or puts a new one in its place.</summary>
    public SemaphoreSlim Gate { get; } = new(1, 1);

    /// <summary>How the making of the last index went.</summary>
    public BuildState Build { get; private set; } = new();

    /// <summary>The tenant's, from its shell.</summary>
    public static RecordIndex Of(IServiceProvider services)
        => services.GetRequiredService<TenantHoldings>().Get(services.GetRequiredService<ShellSettings>(), () => new RecordIndex(services.GetRequiredService<ShellSettings>(), services));

    /// <summary>Begins to make a new index, unless that is being done, or failed just now. The old one serves until the new one is complete.</summary>
    /// <param name="key">What it is made of, see <see cref="RecordCatalog"/>.</param>
    public async Task StartBuildAsync(string key)
    {
        CancellationTokenSource cancel;
        lock (_starting)
        {
            if (Build.IsRunning || (Build.Key == key && Build.NextTryUtc > _time.GetUtcNow().UtcDateTime))
            {
                return;
            }

            _cancel = cancel = CancellationTokenSource.CreateLinkedTokenSource(_stopping);
            Build = Build.Begin(key, _time.GetUtcNow().UtcDateTime);
        }

        try
        {
            // Held for as long as it is made: the tenant does not fall asleep meanwhile.
            var scope = await _shells.GetScopeAsync(_shells.TryGetSettings(tenant.Name) ?? tenant);
            _ = Task.Run(() => BuildAsync(scope, key, cancel.Token), CancellationToken.None);
        }
        catch (Exception fault)
        {
            Fail(fault);
            throw;
        }
    }

    /// <summary>Tries again at once what failed.</summary>
    public void ForgetFailure()
    {
        lock (_starting)
        {
            Build = Build.IsRunning ? Build : new BuildState { FinishedUtc = Build.FinishedUtc };
        }
    }

    /// <inheritdoc/>
    public void Release()
    {
        lock (_starting)
        {
            _cancel?.Cancel();
        }

        Index.Release();
    }

    private async Task BuildAsync(ShellScope scope, string key, CancellationToken cancellationToken)
    {
        await using (scope)
        {
            try
            {
                await new RecordBuild(this, scope.ServiceProvider.GetRequiredService<IServiceScopeFactory>()).RunAsync(key, progress => Build = progress(Build), cancellationToken);
                Build = Build.Finish(_time.GetUtcNow().UtcDateTime);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                Build = new BuildState(); // the host stops or the tenant goes to sleep: it is begun again when there is a need
            }
            catch (Exception fault)
            {
                Fail(fault);
            }
        }
    }

    private void Fail(Exception fault)
    {
        var reference = _errors.Record(tenant.Name, "search index", "system", fault);
        Build = Build.Fail($"{fault.Message} ({reference})", _time.GetUtcNow().UtcDateTime);
    }
}

/// <summary>How the making of an index goes.</summary>
internal sealed record BuildState
{
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(10);

    /// <summary>What it is made of.</summary>
    public string Key { get; init; } = "";

    public bool IsRunning { get; init; }

    /// <summary>Records looked at.</summary>
    public long Done { get; init; }

    /// <summary>Records there are.</summary>
    public long Total { get; init; }

    public DateTime? StartedUtc { get; init; }

    public DateTime? FinishedUtc { get; init; }

    /// <summary>Why the last try failed, with the reference of its entry in the list of errors; null when it did not.</summary>
    public string? Failure { get; init; }

    public int Failures { get; init; }

    /// <summary>When it is tried again after a failure.</summary>
    public DateTime? NextTryUtc { get; init; }

    public BuildState Begin(string key, DateTime now) => this with { Key = key, IsRunning = true, Done = 0, Total = 0, StartedUtc = now };

    public BuildState Finish(DateTime now) => new() { Key = Key, Done = Done, Total = Total, StartedUtc = StartedUtc, FinishedUtc = now };

    public BuildState Fail(string reason, DateTime now)
    {
        var pause = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(Failures + 1, 20)));
        return this with { IsRunning = false, Failure = reason, Failures = Failures + 1, NextTryUtc = now + (pause < s_longestPause ? pause : s_longestPause) };
    }
}
