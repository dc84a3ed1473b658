namespace Crm.Email.Smtp;

/// <summary>Connections that wait for the next mail. A singleton of the tenant.</summary>
internal sealed class SmtpPool(TimeProvider time) : IDisposable
{
    private const int MostWaiting = 8;

    // A server that wants fewer says so (421) or leaves; the mail then goes over another one.
    private const int MostMails = 1000;
    private static readonly TimeSpan s_waits = TimeSpan.FromSeconds(20);

    private readonly Lock _lock = new();
    private readonly List<(SmtpLine Line, DateTimeOffset Since)> _waiting = [];
    private ITimer? _timer;
    private bool _isClosed;

    /// <summary>How many wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>A connection that waits, or a new one.</summary>
    public async Task<SmtpLine> RentAsync(SmtpServer server, CancellationToken cancellationToken) => Take(server) ?? await SmtpLine.OpenAsync(server, cancellationToken);

    /// <summary>Gives it back. One that broke is let go.</summary>
    public async Task ReturnAsync(SmtpLine line)
    {
        if (!line.IsConnected)
        {
            line.Dispose();
            return;
        }

        lock (_lock)
        {
            if (!_isClosed && line.Refusal() is not { EndsConnection: true } && _waiting.Count < MostWaiting && line.Mails < MostMails)
            {
                _waiting.Add((line, time.GetUtcNow()));
                _timer ??= time.CreateTimer(_ => LetGo(), null, s_waits, s_waits);
                return;
            }
        }

        await line.LeaveAsync();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isClosed = true;
            _timer?.Dispose();
            _waiting.ForEach(waiting => waiting.Line.Dispose());
            _waiting.Clear();
        }
    }

    private SmtpLine? Take(SmtpServer server)
    {
        LetGo();
        lock (_lock)
        {
            var at = _waiting.FindLastIndex(waiting => waiting.Line.Server == server);
            if (at < 0)
            {
                return null;
            }

            var line = _waiting[at].Line;
            _waiting.RemoveAt(at);
            return line;
        }
    }

    // Those that waited long, also to a server that is no more the one.
    private void LetGo()
    {
        lock (_lock)
        {
            var before = time.GetUtcNow() - s_waits;
            foreach (var old in _waiting.Where(waiting => waiting.Since <= before).ToList())
            {
                _waiting.Remove(old);
                old.Line.Dispose();
            }

            if (_waiting.Count == 0)
            {
                _timer?.Dispose();
                _timer = null;
            }
        }
    }
}
