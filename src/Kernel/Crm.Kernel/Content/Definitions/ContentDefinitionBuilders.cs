namespace Crm.Kernel.Content.Definitions;

/// <summary>Definitions in code, as migrations write them.</summary>
public static class ContentDefinitionManagerExtensions
{
    /// <summary>Adds a type or changes it.</summary>
    public static async Task AlterTypeDefinitionAsync(this IContentDefinitionManager manager, string name, Action<ContentTypeDefinitionBuilder> alteration)
    {
        var definition = await manager.LoadTypeDefinitionAsync(name) ?? new ContentTypeDefinition { Name = name, DisplayName = name };
        alteration(new ContentTypeDefinitionBuilder(definition));
        await manager.StoreTypeDefinitionAsync(definition);
    }

    /// <summary>Adds a part or changes it.</summary>
    public static async Task AlterPartDefinitionAsync(this IContentDefinitionManager manager, string name, Action<ContentPartDefinitionBuilder> alteration)
    {
        var definition = await manager.LoadPartDefinitionAsync(name) ?? new ContentPartDefinition { Name = name };
        alteration(new ContentPartDefinitionBuilder(definition));
        await manager.StorePartDefinitionAsync(definition);
    }
}

/// <summary>Changes a type.</summary>
public sealed class ContentTypeDefinitionBuilder(ContentTypeDefinition definition)
{
    /// <summary>Sets the name shown.</summary>
    public ContentTypeDefinitionBuilder DisplayedAs(string displayName)
    {
        definition.DisplayName = displayName;
        return this;
    }

    /// <summary>People may create items.</summary>
    public ContentTypeDefinitionBuilder Creatable(bool value = true) => MergeSettings<ContentTypeSettings>(settings => settings.Creatable = value);

    /// <summary>Shown in lists.</summary>
    public ContentTypeDefinitionBuilder Listable(bool value = true) => MergeSettings<ContentTypeSettings>(settings => settings.Listable = value);

    /// <summary>Items may be drafts.</summary>
    public ContentTypeDefinitionBuilder Draftable(bool value = true) => MergeSettings<ContentTypeSettings>(settings => settings.Draftable = value);

    /// <summary>Each publication keeps the version before.</summary>
    public ContentTypeDefinitionBuilder Versionable(bool value = true) => MergeSettings<ContentTypeSettings>(settings => settings.Versionable = value);

    /// <summary>The type has rights of its own.</summary>
    public ContentTypeDefinitionBuilder Securable(bool value = true) => MergeSettings<ContentTypeSettings>(settings => settings.Securable = value);

    /// <summary>Sets the stereotype.</summary>
    public ContentTypeDefinitionBuilder Stereotype(string stereotype) => MergeSettings<ContentTypeSettings>(settings => settings.Stereotype = stereotype);

    /// <summary>Says what the type is for.</summary>
    public ContentTypeDefinitionBuilder WithDescription(string description) => MergeSettings<ContentTypeSettings>(settings => settings.Description = description);

    /// <summary>Adds a part or changes its settings.</summary>
    public ContentTypeDefinitionBuilder WithPart(string partName, Action<ContentTypePartDefinitionBuilder>? configuration = null) => WithPart(partName, partName, configuration);

    /// <summary>Adds a part under a name of its own or changes its settings.</summary>
    public ContentTypeDefinitionBuilder WithPart(string name, string partName, Action<ContentTypePartDefinitionBuilder>? configuration = null)
    {
        var part = definition.ContentTypePartDefinitionRecords.Find(part => part.Name == name);
        if (part is null)
        {
            definition.ContentTypePartDefinitionRecords.Add(part = new ContentTypePartDefinition { Name = name, PartName = partName });
        }

        configuration?.Invoke(new ContentTypePartDefinitionBuilder(part));
        return this;
    }

    /// <summary>Takes a part off; its data stay stored.</summary>
    public ContentTypeDefinitionBuilder RemovePart(string name)
    {
        definition.ContentTypePartDefinitionRecords.RemoveAll(part => part.Name == name);
        return this;
    }

    /// <summary>Changes the settings of a class.</summary>
    public ContentTypeDefinitionBuilder MergeSettings<T>(Action<T> change) where T : new()
    {
        var settings = definition.GetSettings<T>();
        change(settings);
        ContentSettings.Write(definition.Settings, settings!);
        return this;
    }

    /// <summary>Writes the settings of a class.</summary>
    public ContentTypeDefinitionBuilder WithSettings<T>(T settings) where T : class
    {
        ContentSettings.Write(definition.Settings, settings);
        return this;
    }
}

/// <summary>Changes a part attached to a type.</summary>
public sealed class ContentTypePartDefinitionBuilder(ContentTypePartDefinition definition)
{
    /// <summary>Sets the name shown.</summary>
    public ContentTypePartDefinitionBuilder WithDisplayName(string displayName) => MergeSettings<ContentTypePartSettings>(settings => settings.DisplayName = displayName);

    /// <summary>Sets the description.</summary>
    public ContentTypePartDefinitionBuilder WithDescription(string description) => MergeSettings<ContentTypePartSettings>(settings => settings.Description = description);

    /// <summary>Sets the place, a dotted number.</summary>
    public ContentTypePartDefinitionBuilder WithPosition(string position) => MergeSettings<ContentTypePartSettings>(settings => settings.Position = position);

    /// <summary>Sets the editor.</summary>
    public ContentTypePartDefinitionBuilder WithEditor(string editor) => MergeSettings<ContentTypePartSettings>(settings => settings.Editor = editor);

    /// <summary>Changes the settings of a class.</summary>
    public ContentTypePartDefinitionBuilder MergeSettings<T>(Action<T> change) where T : new()
    {
        var settings = definition.GetSettings<T>();
        change(settings);
        ContentSettings.Write(definition.Settings, settings!);
        return this;
    }

    /// <summary>Writes the settings of a class.</summary>
    public ContentTypePartDefinitionBuilder WithSettings<T>(T settings) where T : class
    {
        ContentSettings.Write(definition.Settings, settings);
        return this;
    }
}
