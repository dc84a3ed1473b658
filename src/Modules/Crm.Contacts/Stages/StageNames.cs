using System.Globalization;
using Crm.Contacts.Names;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Stages;

/// <summary>The stages as last read, for who shows a name and cannot wait; one a tenant. <see cref="LifeCycle"/> keeps it in step.</summary>
internal sealed class StageNames(IStringLocalizer<StageNames> s)
{
    private volatile IReadOnlyList<Stage> _stages = new LifeCycleDocument().Stages;

    /// <summary>All stages in their order, retired ones too.</summary>
    public IReadOnlyList<Stage> All => _stages;

    /// <summary>Those that are offered.</summary>
    public IEnumerable<Stage> Offered => _stages.Where(stage => !stage.IsRetired);

    /// <summary>The stage of that key, or null.</summary>
    public Stage? Find(string? key) => _stages.FirstOrDefault(stage => stage.Key == key);

    /// <summary>The stage's name in the reader's language; of a key that no stage has, the key.</summary>
    public string Of(string key) => Find(key) is { } stage ? Of(stage) : key;

    /// <summary>The stage's name in the reader's language.</summary>
    public string Of(Stage stage) => NamesByLanguage.Of(stage.Name, stage.Names, s);

    /// <summary>The stage's name in a language; blank when it has none of its own there.</summary>
    public string In(Stage stage, CultureInfo culture) => NamesByLanguage.In(culture, stage.Name, stage.Names, s);

    /// <summary>The tone of a stage's badge.</summary>
    public string Tone(string key) => Find(key)?.Tone ?? "neutral";

    /// <summary>The key of the offered stage that has that key or that name in any language; null when none has.</summary>
    public string? KeyOf(string text) => (Offered.FirstOrDefault(stage => Same(stage.Key, text))
        ?? Offered.FirstOrDefault(stage => Same(stage.Name, text) || Same(Of(stage), text) || stage.Names.Values.Any(name => Same(name, text))))?.Key;

    internal void Keep(IReadOnlyList<Stage> stages) => _stages = stages;

    private static bool Same(string one, string other) => string.Equals(one, other.Trim(), StringComparison.OrdinalIgnoreCase);
}
