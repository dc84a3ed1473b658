namespace Crm.Contacts.Demo;

/// <summary>SplitMix64: the same numbers on every machine and version for the same seed.</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Dice of one thing, whatever was thrown for others before.</summary>
    public static Dice Of(int seed, long number) => new(((ulong)(uint)seed << 32) ^ ((ulong)number * 0x9E3779B97F4A7C15UL));

    /// <summary>A number from 0 to <paramref name="below"/> − 1.</summary>
    public int Next(int below) => (int)((Throw() >> 33) % (ulong)below);

    /// <summary>True in so many of a hundred throws.</summary>
    public bool Chance(int percent) => Next(100) < percent;

    /// <summary>One of them.</summary>
    public T Pick<T>(IReadOnlyList<T> from) => from[Next(from.Count)];

    private ulong Throw()
    {
        _state += 0x9E3779B97F4A7C15UL;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }
}
