using Crm.Audit.Differences;
using Crm.Kernel.Data;
using Crm.Kernel.Content.Definitions;
using Microsoft.Extensions.Localization;

namespace Crm.Audit.Saves;

/// <summary>What happened, in words.</summary>
public sealed class EventWords(IStringLocalizer<EventWords> s, IContentDefinitionManager definitions)
{
    private IReadOnlyDictionary<string, string>? _types;

    /// <summary>The events that the kernel itself writes, for the filter.</summary>
    public static readonly string[] Common = ["Created", "Updated", "Deleted", "Imported", "Restored", "SeesAsRole"];

    /// <summary>The event in words.</summary>
    public string Event(HistoryEntry entry) => entry switch
    {
        { Type: "UserSession", Event: "Created" } => s["Signed in"],
        { Type: "UserSession", Event: "Deleted" } => s["Signed out"],
        _ => Event(entry.Event),
    };

    /// <summary>The event in words.</summary>
    public string Event(string name) => name switch
    {
        "Created" => s["Created"],
        "Updated" => s["Changed"],
        "Deleted" => s["Deleted"],
        "Imported" => s["Imported"],
        "Restored" => s["Restored"],
        "Undone" => s["Undone"],
        "Merged" => s["Merged"],
        "Erased" => s["Erased"],
        "Removed" => s["Moved to the trash"],
        "Published" => s["Published"],
        "Unpublished" => s["Unpublished"],
        "SeesAsRole" => s["Looked through a role’s eyes"],
        _ => s[FieldLabels.InWords(name)],
    };

    /// <summary>The colour of an event: creation good, deletion bad, an undoing of it a warning.</summary>
    public static string Tone(string name) => name switch
    {
        "Created" or "Imported" => "good",
        "Deleted" or "Removed" or "Erased" => "bad",
        "Undone" or "Restored" => "warn",
        _ => "neutral",
    };

    /// <summary>The type as people call it.</summary>
    public async Task<string> TypeAsync(string type)
    {
        _types ??= (await definitions.ListTypeDefinitionsAsync()).ToDictionary(known => known.Name, known => known.DisplayName);
        return _types.TryGetValue(type, out var name) && name.Length > 0 ? s[name] : s[FieldLabels.InWords(type[(type.LastIndexOf('.') + 1)..])];
    }
}
