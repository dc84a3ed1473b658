using Crm.Kernel.Hosting;
using Crm.Kernel.Jobs;
using Crm.Kernel.Tenants;
using Crm.Tracking.Classify;

namespace Crm.Tracking.Hits;

/// <summary>
/// Takes hits without making anybody wait, and writes them some at a time. The same hit again is only counted, so that a flood of one robot is one row. What is there when the tenant's shell is let go is
/// written then. A singleton of the shell.
/// </summary>
internal sealed class HitLog(HitFile file, JobAlarm<CountHits> count, ShellSettings settings, ErrorLog errors, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Different hits that wait at most: more than come by honest ways within a moment.</summary>
    private const int Most = 20_000;

    private static readonly TimeSpan s_gather = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private Dictionary<Hit, Tally> _waiting = [];
    private Task _writing = Task.CompletedTask;
    private bool _isLetGo;

    /// <summary>Takes note of a hit.</summary>
    public void Add(Hit hit)
    {
        var now = time.GetUtcNow().UtcDateTime;
        hit = hit with { Moment = Hit.MomentOf(now) };
        lock (_lock)
        {
            var isKnown = _waiting.TryGetValue(hit, out var tally);
            if (!isKnown && _waiting.Count >= Most)
            {
                return;
            }

            _waiting[hit] = isKnown ? tally.Plus(new Tally(now, now, 1)) : new Tally(now, now, 1);
            if (_writing.IsCompleted && !_isLetGo)
            {
                _writing = Task.Run(WriteSoonAsync);
            }
        }
    }

    /// <summary>Writes what waits; begins to count it.</summary>
    public void Flush()
    {
        Dictionary<Hit, Tally> hits;
        lock (_lock)
        {
            (hits, _waiting) = (_waiting, []);
        }

        if (hits.Count == 0)
        {
            return;
        }

        try
        {
            file.Write(hits);
        }
        catch (Exception fault)
        {
            errors.Record(settings.Name, "hits of letters", "system", fault);
            lock (_lock)
            {
                foreach (var (hit, tally) in hits.Where(one => _waiting.Count < Most))
                {
                    _waiting[hit] = _waiting.TryGetValue(hit, out var more) ? tally.Plus(more) : tally;
                }
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task writing;
        lock (_lock)
        {
            (_isLetGo, writing) = (true, _writing);
        }

        await writing;
        Flush();
    }

    private async Task WriteSoonAsync()
    {
        await Task.Delay(s_gather);
        Flush();
        lock (_lock)
        {
            // What came while this was written has nobody to write it yet.
            _writing = _waiting.Count > 0 && !_isLetGo ? Task.Run(WriteSoonAsync) : Task.CompletedTask;
        }

        count.Now();
    }
}
