using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Crm.Kernel.Content.Filters;
using Crm.Kernel.Data;

namespace Crm.Kernel.Content.Definitions;

/// <summary>The definitions in their one document.</summary>
internal sealed class ContentDefinitionManager(
    IDocumentManager<ContentDefinitionRecord> documents,
    FilterableFields filterable,
    IEnumerable<IContentDefinitionEventHandler> handlers) : IContentDefinitionManager
{
    private static readonly ConditionalWeakTable<ContentDefinitionRecord, Dictionary<string, ContentTypeLayout>> Layouts = new();

    private ContentDefinitionRecord? _changed;
    private Dictionary<string, ContentTypeLayout>? _changedLayouts;

    public async Task<IReadOnlyList<ContentTypeDefinition>> ListTypeDefinitionsAsync() => (await ReadAsync()).ContentTypeDefinitionRecords;

    public async Task<IReadOnlyList<ContentPartDefinition>> ListPartDefinitionsAsync() => (await ReadAsync()).ContentPartDefinitionRecords;

    public async Task<ContentTypeDefinition?> GetTypeDefinitionAsync(string name) => (await GetLayoutAsync(name))?.Definition;

    public async Task<ContentPartDefinition?> GetPartDefinitionAsync(string name) => Find((await ReadAsync()).ContentPartDefinitionRecords, name);

    public async Task<ContentTypeLayout?> GetLayoutAsync(string name) => (await LayoutsAsync()).GetValueOrDefault(name);

    public async Task<IReadOnlyList<ContentTypeLayout>> ListLayoutsAsync() => [.. (await LayoutsAsync()).Values.OrderBy(type => type.Name, StringComparer.Ordinal)];

    public async Task<ContentTypeDefinition?> LoadTypeDefinitionAsync(string name) => (await GetTypeDefinitionAsync(name))?.Copy();

    public async Task<ContentPartDefinition?> LoadPartDefinitionAsync(string name) => (await GetPartDefinitionAsync(name))?.Copy();

    public Task StoreTypeDefinitionAsync(ContentTypeDefinition definition) => ChangeAsync([definition.Name], [], record =>
    {
        record.ContentTypeDefinitionRecords.RemoveAll(type => Same(type.Name, definition.Name));
        record.ContentTypeDefinitionRecords.Add(definition.Copy());
    });

    public Task StorePartDefinitionAsync(ContentPartDefinition definition) => ChangeAsync([], [definition.Name], record =>
    {
        record.ContentPartDefinitionRecords.RemoveAll(part => Same(part.Name, definition.Name));
        record.ContentPartDefinitionRecords.Add(definition.Copy());
    });

    public Task DeleteTypeDefinitionAsync(string name) => ChangeAsync([name], [], record => record.ContentTypeDefinitionRecords.RemoveAll(type => Same(type.Name, name)));

    public Task DeletePartDefinitionAsync(string name) => ChangeAsync([], [name], record =>
    {
        record.ContentPartDefinitionRecords.RemoveAll(part => Same(part.Name, name));
        foreach (var type in record.ContentTypeDefinitionRecords)
        {
            type.ContentTypePartDefinitionRecords.RemoveAll(part => Same(part.PartName, name));
        }
    });

    public Task MergeAsync(ContentDefinitionRecord definitions) => ChangeAsync(Types(definitions), Parts(definitions), record => DefinitionMerge.Into(record, definitions));

    public Task ReplaceAsync(ContentDefinitionRecord definitions) => ChangeAsync(Types(definitions), Parts(definitions), record =>
    {
        record.ContentPartDefinitionRecords.RemoveAll(part => definitions.ContentPartDefinitionRecords.Any(other => Same(other.Name, part.Name)));
        record.ContentTypeDefinitionRecords.RemoveAll(type => definitions.ContentTypeDefinitionRecords.Any(other => Same(other.Name, type.Name)));
        DefinitionMerge.Into(record, definitions);
    });

    private async Task ChangeAsync(IReadOnlyCollection<string> types, IReadOnlyCollection<string> parts, Action<ContentDefinitionRecord> change)
    {
        var record = await documents.GetOrCreateMutableAsync();
        var before = TypesWith(record, parts);
        change(record);
        await documents.UpdateAsync(record);
        (_changed, _changedLayouts) = (record, null);
        var touched = types.Concat(before).Concat(TypesWith(record, parts)).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        foreach (var handler in handlers)
        {
            await handler.ContentDefinitionChangedAsync(new ContentDefinitionChange(touched, parts));
        }
    }

    /// <summary>Within the unit of work that changes them, the definitions are read as changed.</summary>
    private async ValueTask<ContentDefinitionRecord> ReadAsync() => _changed ?? await documents.GetOrCreateImmutableAsync();

    private async ValueTask<Dictionary<string, ContentTypeLayout>> LayoutsAsync()
    {
        if (_changed is { } changed)
        {
            return _changedLayouts ??= Resolve(changed);
        }

        var record = await documents.GetOrCreateImmutableAsync();
        var layouts = Layouts.GetValue(record, Resolve);
        filterable.Follow(record, layouts.Values);
        return layouts;
    }

    private static Dictionary<string, ContentTypeLayout> Resolve(ContentDefinitionRecord record)
    {
        var layouts = new Dictionary<string, ContentTypeLayout>(StringComparer.OrdinalIgnoreCase);
        foreach (var type in record.ContentTypeDefinitionRecords)
        {
            layouts[type.Name] = new ContentTypeLayout(type, record);
        }

        return layouts;
    }

    private static List<string> TypesWith(ContentDefinitionRecord record, IReadOnlyCollection<string> parts) => parts.Count == 0
        ? []
        : [.. record.ContentTypeDefinitionRecords
            .Where(type => type.ContentTypePartDefinitionRecords.Any(part => parts.Contains(part.PartName, StringComparer.OrdinalIgnoreCase)))
            .Select(type => type.Name)];

    private static List<string> Types(ContentDefinitionRecord record) => [.. record.ContentTypeDefinitionRecords.Select(type => type.Name)];

    private static List<string> Parts(ContentDefinitionRecord record) => [.. record.ContentPartDefinitionRecords.Select(part => part.Name)];

    private static ContentPartDefinition? Find(List<ContentPartDefinition> parts, string name) => parts.Find(part => Same(part.Name, name));

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
