using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;

namespace Crm.Kernel.Localization;

/// <summary>The entries of one module in one culture. Read once per host and shared by its tenants.</summary>
public sealed class PoCatalog
{
    private static readonly ConcurrentDictionary<(Assembly, string), PoCatalog?> Embedded = new();
    private readonly FrozenDictionary<(string Context, string Id), IReadOnlyList<string>> _entries;

    /// <summary>Takes the entries; the last of two equal ones wins.</summary>
    public PoCatalog(IEnumerable<PoEntry> entries)
    {
        var byKey = new Dictionary<(string, string), IReadOnlyList<string>>();
        foreach (var entry in entries)
        {
            byKey[(entry.Context ?? "", entry.Id)] = entry.Translations;
        }

        _entries = byKey.ToFrozenDictionary();
    }

    /// <summary>The catalog <c>Localization/{culture}.po</c> inside an assembly, or null.</summary>
    public static PoCatalog? Of(Assembly assembly, string culture) => Embedded.GetOrAdd((assembly, culture), static key =>
    {
        using var stream = key.Item1.GetManifestResourceStream($"Localization/{key.Item2}.po");
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return new PoCatalog(PoFile.Read(reader));
    });

    /// <summary>The translations of an entry with that context, else of the one without; null when there is neither.</summary>
    public IReadOnlyList<string>? Find(string context, string id)
        => _entries.TryGetValue((context, id), out var found) || _entries.TryGetValue(("", id), out found) ? found : null;
}
