namespace Crm.Messaging.Pace;

/// <summary>What one host knows of the pace of receiving domains at this moment: whose turn comes when, who turned how many away, how many are in hand. Singleton of a tenant; each host has its own.</summary>
internal sealed class PaceClock
{
    /// <summary>Letters in hand for one domain beyond which no further worker waits for it, once it is slow.</summary>
    public const int MostSlow = 4;

    /// <summary>After how long in hand a domain is slow.</summary>
    public static readonly TimeSpan Slow = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan s_atOnce = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTime> _last = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Channel, string Domain), int> _turnedAway = [];
    private readonly Dictionary<(string Channel, string Domain), List<DateTime>> _inHand = [];
    private readonly Dictionary<(string Channel, string Domain), Bounces> _bounced = [];
    private HashSet<(string Channel, string Domain)> _paused = [];

    /// <summary>Whether what was given out before this host started is remembered.</summary>
    public bool Remembers { get; private set; }

    /// <summary>Takes note of the last turns that were given out before.</summary>
    public void Remember(IEnumerable<(string Domain, DateTime LastUtc)> turns)
    {
        lock (_lock)
        {
            foreach (var (domain, last) in turns)
            {
                _last[domain] = last;
            }

            Remembers = true;
        }
    }

    /// <summary>Gives out the next turn of a domain.</summary>
    /// <returns>When it comes; null for now.</returns>
    public DateTime? TurnOf(string domain, int perMinute, DateTime now)
    {
        lock (_lock)
        {
            var turn = _last.TryGetValue(domain, out var last) && last + (TimeSpan.FromMinutes(1) / perMinute) is var next && next > now ? next : now;
            _last[domain] = turn;
            return turn - now < s_atOnce ? null : turn;
        }
    }

    /// <summary>The domains of which a pause is written down.</summary>
    public void Paused(IEnumerable<(string Channel, string Domain)> domains)
    {
        lock (_lock)
        {
            _paused = [.. domains];
        }
    }

    /// <summary>A domain took a letter.</summary>
    /// <returns>Whether a pause of it is written down.</returns>
    public bool Taken(string channel, string domain)
    {
        lock (_lock)
        {
            _turnedAway.Remove((channel, domain));
            return _paused.Remove((channel, domain));
        }
    }

    /// <summary>A domain turned a letter away.</summary>
    /// <returns>How many in a row.</returns>
    public int TurnedAway(string channel, string domain)
    {
        lock (_lock)
        {
            return _turnedAway[(channel, domain)] = _turnedAway.GetValueOrDefault((channel, domain)) + 1;
        }
    }

    /// <summary>A letter that a domain had taken came back by mail, because the domain refuses us.</summary>
    /// <param name="sentUtc">When it was sent: what was on its way before a pause was over is no news.</param>
    /// <param name="sinceUtc">From when on those that came back are counted.</param>
    /// <returns>How many have come back since.</returns>
    public int Bounced(string channel, string domain, DateTime sentUtc, DateTime sinceUtc, DateTime now)
    {
        lock (_lock)
        {
            var bounces = _bounced.TryGetValue((channel, domain), out var there) ? there : _bounced[(channel, domain)] = new Bounces();
            if (sentUtc < bounces.KnownUtc)
            {
                return 0;
            }

            bounces.Back.RemoveAll(at => at < sinceUtc);
            bounces.Back.Add(now);
            return bounces.Back.Count;
        }
    }

    /// <summary>What was sent to a domain before this moment and comes back is no news.</summary>
    public void Know(string channel, string domain, DateTime utc)
    {
        lock (_lock)
        {
            _bounced[(channel, domain)] = new Bounces { KnownUtc = utc };
        }
    }

    /// <summary>A worker takes a letter for a domain in hand; false when enough workers wait for it already.</summary>
    public bool TryBegin(string channel, string domain, DateTime now)
    {
        if (domain.Length == 0)
        {
            return true;
        }

        lock (_lock)
        {
            if (!_inHand.TryGetValue((channel, domain), out var begun))
            {
                _inHand.Add((channel, domain), begun = []);
            }

            if (begun.Count >= MostSlow && now - begun.Min() >= Slow)
            {
                return false;
            }

            begun.Add(now);
            return true;
        }
    }

    /// <summary>The letter that was taken in hand then is no longer.</summary>
    public void End(string channel, string domain, DateTime begunUtc)
    {
        lock (_lock)
        {
            if (_inHand.TryGetValue((channel, domain), out var begun) && begun.Remove(begunUtc) && begun.Count == 0)
            {
                _inHand.Remove((channel, domain));
            }
        }
    }

    private sealed class Bounces
    {
        public DateTime KnownUtc { get; init; }

        public List<DateTime> Back { get; } = [];
    }
}
