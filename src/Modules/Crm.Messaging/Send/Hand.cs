using System.Threading.Channels;

namespace Crm.Messaging.Send;

/// <summary>
/// The letters that one run of a sender has in hand, written and not handed over yet, and how many its workers begin together: as many as one hands over within a quarter of a second, so that a brake or
/// somebody's word meets what has not left. Where letters go slowly, few are in hand, and other nodes find the rest.
/// </summary>
internal sealed class Hand : IDisposable
{
    /// <summary>Letters that one worker begins together, at most.</summary>
    public const int MostLot = 32;

    private const int FewestTaken = 4 * Sender.Workers;
    private const double Milliseconds = 250;

    private readonly Channel<Written> _letters = Channel.CreateBounded<Written>(2 * MostLot * Sender.Workers);
    private readonly SemaphoreSlim _room = new(0);
    private readonly Lock _lock = new();
    private double? _each;

    /// <summary>How many to take next.</summary>
    public int Take => Math.Max(FewestTaken, Lot * Sender.Workers);

    private int Lot
    {
        get
        {
            lock (_lock)
            {
                return _each is not { } each ? 1 : Math.Clamp((int)(Milliseconds / Math.Max(each, 0.01)), 1, MostLot);
            }
        }
    }

    /// <summary>Waits until there is less in hand than workers begin together.</summary>
    public async Task RoomAsync()
    {
        while (_letters.Reader.Count > Lot * Sender.Workers)
        {
            await _room.WaitAsync();
        }
    }

    /// <summary>Puts one in.</summary>
    public ValueTask WriteAsync(Written written) => _letters.Writer.WriteAsync(written);

    /// <summary>None follows.</summary>
    public void Complete() => _letters.Writer.Complete();

    /// <summary>Those that one worker begins together; none at the end.</summary>
    public async Task<IReadOnlyList<Written>> NextLotAsync()
    {
        var (most, lot) = (Lot, new List<Written>());
        while (lot.Count == 0 && await _letters.Reader.WaitToReadAsync())
        {
            while (lot.Count < most && _letters.Reader.TryRead(out var next))
            {
                lot.Add(next);
            }
        }

        _room.Release();
        return lot;
    }

    /// <summary>Takes note of how long some letters took; slow ones make the next lots small at once.</summary>
    public void Took(TimeSpan time, int letters)
    {
        if (letters == 0)
        {
            return;
        }

        var each = time.TotalMilliseconds / letters;
        lock (_lock)
        {
            _each = _each is { } before && each < before ? (before + each) / 2 : each;
        }
    }

    public void Dispose() => _room.Dispose();
}
