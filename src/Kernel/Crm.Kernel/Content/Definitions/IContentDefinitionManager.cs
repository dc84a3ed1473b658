namespace Crm.Kernel.Content.Definitions;

/// <summary>Reads and changes the tenant's content types and parts.</summary>
public interface IContentDefinitionManager
{
    /// <summary>All types, to read.</summary>
    Task<IReadOnlyList<ContentTypeDefinition>> ListTypeDefinitionsAsync();

    /// <summary>All parts, to read.</summary>
    Task<IReadOnlyList<ContentPartDefinition>> ListPartDefinitionsAsync();

    /// <summary>One type, or null.</summary>
    Task<ContentTypeDefinition?> GetTypeDefinitionAsync(string name);

    /// <summary>One part, or null.</summary>
    Task<ContentPartDefinition?> GetPartDefinitionAsync(string name);

    /// <summary>One type with its parts and fields in effective order, or null. Cheap: made once per state of the definitions.</summary>
    Task<ContentTypeLayout?> GetLayoutAsync(string name);

    /// <summary>All types with their parts and fields, by name.</summary>
    Task<IReadOnlyList<ContentTypeLayout>> ListLayoutsAsync();

    /// <summary>One type to change and hand to <see cref="StoreTypeDefinitionAsync"/>: a copy; null when there is none.</summary>
    Task<ContentTypeDefinition?> LoadTypeDefinitionAsync(string name);

    /// <summary>One part to change and hand to <see cref="StorePartDefinitionAsync"/>: a copy; null when there is none.</summary>
    Task<ContentPartDefinition?> LoadPartDefinitionAsync(string name);

    /// <summary>Adds or replaces a type.</summary>
    Task StoreTypeDefinitionAsync(ContentTypeDefinition definition);

    /// <summary>Adds or replaces a part.</summary>
    Task StorePartDefinitionAsync(ContentPartDefinition definition);

    /// <summary>Removes a type; its items stay stored.</summary>
    Task DeleteTypeDefinitionAsync(string name);

    /// <summary>Removes a part, also from the types that have it; its data stay stored.</summary>
    Task DeletePartDefinitionAsync(string name);

    /// <summary>Merges definitions as the <c>ContentDefinition</c> step does: adds parts and fields, merges settings.</summary>
    Task MergeAsync(ContentDefinitionRecord definitions);

    /// <summary>Replaces the named parts and types whole, as the <c>ReplaceContentDefinition</c> step does.</summary>
    Task ReplaceAsync(ContentDefinitionRecord definitions);
}

/// <summary>Told of every change of definitions, in its unit of work. Register with <c>services.AddScoped&lt;IContentDefinitionEventHandler, T&gt;()</c>.</summary>
public interface IContentDefinitionEventHandler
{
    /// <summary>Types or parts were added, changed or removed.</summary>
    Task ContentDefinitionChangedAsync(ContentDefinitionChange change);
}

/// <summary>What changed: names of types and parts.</summary>
/// <param name="Types">Types added, changed or removed, those whose parts changed included.</param>
/// <param name="Parts">Parts added, changed or removed.</param>
public sealed record ContentDefinitionChange(IReadOnlyCollection<string> Types, IReadOnlyCollection<string> Parts);
