namespace Crm.Kernel.Content.Display;

/// <summary>Shows and edits parts of one class. Derive from <see cref="ContentPartDisplayDriver{TPart}"/> and add with <c>AddContentPart&lt;T&gt;().UseDisplayDriver&lt;D&gt;()</c>.</summary>
public interface IContentPartDisplayDriver
{
    /// <summary>The part's class.</summary>
    Type PartType { get; }

    /// <summary>Shapes that show the part.</summary>
    Task<IDisplayResult?> BuildDisplayAsync(ContentPart part, BuildPartDisplayContext context);

    /// <summary>Shapes that edit the part.</summary>
    Task<IDisplayResult?> BuildEditorAsync(ContentPart part, string prefix, BuildPartEditorContext context);

    /// <summary>Takes over what was posted.</summary>
    Task<IDisplayResult?> UpdateEditorAsync(ContentPart part, string prefix, UpdatePartEditorContext context);
}

/// <summary>Shows and edits parts of one class; each method may answer null.</summary>
public abstract class ContentPartDisplayDriver<TPart> : DisplayDriverBase, IContentPartDisplayDriver where TPart : ContentPart
{
    /// <inheritdoc/>
    public Type PartType => typeof(TPart);

    /// <summary>Shapes that show the part.</summary>
    public virtual IDisplayResult? Display(TPart part, BuildPartDisplayContext context) => null;

    /// <inheritdoc cref="Display"/>
    public virtual Task<IDisplayResult?> DisplayAsync(TPart part, BuildPartDisplayContext context) => Task.FromResult(Display(part, context));

    /// <summary>Shapes that edit the part.</summary>
    public virtual IDisplayResult? Edit(TPart part, BuildPartEditorContext context) => null;

    /// <inheritdoc cref="Edit"/>
    public virtual Task<IDisplayResult?> EditAsync(TPart part, BuildPartEditorContext context) => Task.FromResult(Edit(part, context));

    /// <summary>Takes over what was posted, and answers the editor.</summary>
    public virtual Task<IDisplayResult?> UpdateAsync(TPart part, UpdatePartEditorContext context) => EditAsync(part, context);

    Task<IDisplayResult?> IContentPartDisplayDriver.BuildDisplayAsync(ContentPart part, BuildPartDisplayContext context) => DisplayAsync((TPart)part, context);

    Task<IDisplayResult?> IContentPartDisplayDriver.BuildEditorAsync(ContentPart part, string prefix, BuildPartEditorContext context)
    {
        Under(prefix);
        return EditAsync((TPart)part, context);
    }

    Task<IDisplayResult?> IContentPartDisplayDriver.UpdateEditorAsync(ContentPart part, string prefix, UpdatePartEditorContext context)
    {
        Under(prefix);
        return UpdateAsync((TPart)part, context);
    }
}
