namespace Crm.Kernel.Content.Display;

/// <summary>Shows and edits fields of one class. Derive from <see cref="ContentFieldDisplayDriver{TField}"/> and add with <c>AddContentField&lt;T&gt;().UseDisplayDriver&lt;D&gt;()</c>.</summary>
public interface IContentFieldDisplayDriver
{
    /// <summary>The field's class.</summary>
    Type FieldType { get; }

    /// <summary>Shapes that show the field.</summary>
    Task<IDisplayResult?> BuildDisplayAsync(ContentField field, BuildFieldDisplayContext context);

    /// <summary>Shapes that edit the field.</summary>
    Task<IDisplayResult?> BuildEditorAsync(ContentField field, string prefix, BuildFieldEditorContext context);

    /// <summary>Takes over what was posted.</summary>
    Task<IDisplayResult?> UpdateEditorAsync(ContentField field, string prefix, UpdateFieldEditorContext context);
}

/// <summary>Shows and edits fields of one class; each method may answer null.</summary>
public abstract class ContentFieldDisplayDriver<TField> : DisplayDriverBase, IContentFieldDisplayDriver where TField : ContentField
{
    /// <inheritdoc/>
    public Type FieldType => typeof(TField);

    /// <summary>Shapes that show the field.</summary>
    public virtual IDisplayResult? Display(TField field, BuildFieldDisplayContext context) => null;

    /// <inheritdoc cref="Display"/>
    public virtual Task<IDisplayResult?> DisplayAsync(TField field, BuildFieldDisplayContext context) => Task.FromResult(Display(field, context));

    /// <summary>Shapes that edit the field.</summary>
    public virtual IDisplayResult? Edit(TField field, BuildFieldEditorContext context) => null;

    /// <inheritdoc cref="Edit"/>
    public virtual Task<IDisplayResult?> EditAsync(TField field, BuildFieldEditorContext context) => Task.FromResult(Edit(field, context));

    /// <summary>Takes over what was posted, and answers the editor.</summary>
    public virtual Task<IDisplayResult?> UpdateAsync(TField field, UpdateFieldEditorContext context) => EditAsync(field, context);

    Task<IDisplayResult?> IContentFieldDisplayDriver.BuildDisplayAsync(ContentField field, BuildFieldDisplayContext context) => DisplayAsync((TField)field, context);

    Task<IDisplayResult?> IContentFieldDisplayDriver.BuildEditorAsync(ContentField field, string prefix, BuildFieldEditorContext context)
    {
        Under(prefix);
        return EditAsync((TField)field, context);
    }

    Task<IDisplayResult?> IContentFieldDisplayDriver.UpdateEditorAsync(ContentField field, string prefix, UpdateFieldEditorContext context)
    {
        Under(prefix);
        return UpdateAsync((TField)field, context);
    }
}
