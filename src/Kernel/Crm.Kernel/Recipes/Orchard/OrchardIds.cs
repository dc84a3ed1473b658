using System.Text.Json;

namespace Crm.Kernel.Recipes.Orchard;

/// <summary>What became here of Orchard Core's feature, theme and step names, from one data file.</summary>
internal sealed class OrchardIds
{
    private readonly IReadOnlyDictionary<string, string> _features;
    private readonly IReadOnlyDictionary<string, string> _steps;

    private OrchardIds(IReadOnlyDictionary<string, string> features, IReadOnlyDictionary<string, string> steps)
    {
        _features = new Dictionary<string, string>(features, StringComparer.OrdinalIgnoreCase);
        _steps = new Dictionary<string, string>(steps, StringComparer.OrdinalIgnoreCase);
    }

    internal static OrchardIds Default { get; } = Read();

    /// <summary>What that id of Orchard Core means here; null when it is no such id.</summary>
    internal OrchardId? Feature(string id) => _features.GetValueOrDefault(id) switch
    {
        null => id.StartsWith("OrchardCore.", StringComparison.OrdinalIgnoreCase) ? new OrchardId(OrchardIdKind.Missing, null) : null,
        "not needed" => new OrchardId(OrchardIdKind.NotNeeded, null),
        "missing" => new OrchardId(OrchardIdKind.Missing, null),
        var ours => new OrchardId(OrchardIdKind.Ours, ours),
    };

    /// <summary>Why a step of Orchard Core does nothing here; null when the name is no such step.</summary>
    internal string? StepNote(string name) => _steps.GetValueOrDefault(name);

    /// <summary>All feature ids of the file, for its test.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Features => _features;

    private static OrchardIds Read()
    {
        using var stream = typeof(OrchardIds).Assembly.GetManifestResourceStream("Crm.Kernel.Recipes.Orchard.orchard-ids.json")!;
        var file = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(stream)!;
        return new OrchardIds(file["features"].Concat(file["themes"]).ToDictionary(), file["steps"]);
    }
}

/// <param name="Ours">Our feature id when there is one.</param>
internal sealed record OrchardId(OrchardIdKind Kind, string? Ours);

internal enum OrchardIdKind
{
    Ours,
    NotNeeded,
    Missing,
}
