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

    /// <summary>Adds or replaces a type.</summary>
    Task StoreTypeDefinitionAsync(ContentTypeDefinition definition);

    /// <summary>Adds or replaces a part.</summary>
    Task StorePartDefinitionAsync(ContentPartDefinition definition);

    /// <summary>Removes a type; its items stay stored.</summary>
    Task DeleteTypeDefinitionAsync(string name);

    /// <summary>Removes a part; its data stay stored.</summary>
    Task DeletePartDefinitionAsync(string name);

    /// <summary>Merges definitions as the <c>ContentDefinition</c> step does: adds parts and fields, merges settings.</summary>
    Task MergeAsync(ContentDefinitionRecord definitions);
}
