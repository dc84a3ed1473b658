namespace Crm.Kernel.Content.Definitions;

/// <summary>Changes a part.</summary>
public sealed class ContentPartDefinitionBuilder(ContentPartDefinition definition)
{
    /// <summary>May be added to types by hand.</summary>
    public ContentPartDefinitionBuilder Attachable(bool value = true) => MergeSettings<ContentPartSettings>(settings => settings.Attachable = value);

    /// <summary>May be added more than once.</summary>
    public ContentPartDefinitionBuilder Reusable(bool value = true) => MergeSettings<ContentPartSettings>(settings => settings.Reusable = value);

    /// <summary>Sets the name shown.</summary>
    public ContentPartDefinitionBuilder WithDisplayName(string displayName) => MergeSettings<ContentPartSettings>(settings => settings.DisplayName = displayName);

    /// <summary>Says what it is for.</summary>
    public ContentPartDefinitionBuilder WithDescription(string description) => MergeSettings<ContentPartSettings>(settings => settings.Description = description);

    /// <summary>Sets the place it takes when added.</summary>
    public ContentPartDefinitionBuilder WithDefaultPosition(string position) => MergeSettings<ContentPartSettings>(settings => settings.DefaultPosition = position);

    /// <summary>Adds a field or changes it.</summary>
    public ContentPartDefinitionBuilder WithField(string name, Action<ContentPartFieldDefinitionBuilder> configuration)
    {
        var field = definition.ContentPartFieldDefinitionRecords.Find(field => field.Name == name);
        if (field is null)
        {
            definition.ContentPartFieldDefinitionRecords.Add(field = new ContentPartFieldDefinition { Name = name });
        }

        configuration(new ContentPartFieldDefinitionBuilder(field));
        return this;
    }

    /// <summary>Takes a field off for good; its data stay stored.</summary>
    public ContentPartDefinitionBuilder RemoveField(string name)
    {
        definition.ContentPartFieldDefinitionRecords.RemoveAll(field => field.Name == name);
        return this;
    }

    /// <summary>Changes the settings of a class.</summary>
    public ContentPartDefinitionBuilder MergeSettings<T>(Action<T> change) where T : new()
    {
        var settings = definition.GetSettings<T>();
        change(settings);
        ContentSettings.Write(definition.Settings, settings!);
        return this;
    }

    /// <summary>Writes the settings of a class.</summary>
    public ContentPartDefinitionBuilder WithSettings<T>(T settings) where T : class
    {
        ContentSettings.Write(definition.Settings, settings);
        return this;
    }
}

/// <summary>Changes a field.</summary>
public sealed class ContentPartFieldDefinitionBuilder(ContentPartFieldDefinition definition)
{
    /// <summary>Sets the field's type, <c>TextField</c>.</summary>
    public ContentPartFieldDefinitionBuilder OfType(string fieldName)
    {
        definition.FieldName = fieldName;
        return this;
    }

    /// <summary>Sets the label.</summary>
    public ContentPartFieldDefinitionBuilder WithDisplayName(string displayName) => MergeSettings<ContentPartFieldSettings>(settings => settings.DisplayName = displayName);

    /// <summary>Says what it is for.</summary>
    public ContentPartFieldDefinitionBuilder WithDescription(string description) => MergeSettings<ContentPartFieldSettings>(settings => settings.Description = description);

    /// <summary>Sets the place, a dotted number.</summary>
    public ContentPartFieldDefinitionBuilder WithPosition(string position) => MergeSettings<ContentPartFieldSettings>(settings => settings.Position = position);

    /// <summary>Sets the editor.</summary>
    public ContentPartFieldDefinitionBuilder WithEditor(string editor) => MergeSettings<ContentPartFieldSettings>(settings => settings.Editor = editor);

    /// <summary>Sets the display mode.</summary>
    public ContentPartFieldDefinitionBuilder WithDisplayMode(string displayMode) => MergeSettings<ContentPartFieldSettings>(settings => settings.DisplayMode = displayMode);

    /// <summary>Lists filter and sort by it.</summary>
    public ContentPartFieldDefinitionBuilder Filterable(bool value = true) => MergeSettings<FieldIndexSettings>(settings => settings.Filterable = value);

    /// <summary>Changes the settings of a class.</summary>
    public ContentPartFieldDefinitionBuilder MergeSettings<T>(Action<T> change) where T : new()
    {
        var settings = definition.GetSettings<T>();
        change(settings);
        ContentSettings.Write(definition.Settings, settings!);
        return this;
    }

    /// <summary>Writes the settings of a class.</summary>
    public ContentPartFieldDefinitionBuilder WithSettings<T>(T settings) where T : class
    {
        ContentSettings.Write(definition.Settings, settings);
        return this;
    }
}
