using Crm.Kernel.Content.Definitions;

namespace Crm.Kernel.Content.Handlers;

/// <summary>Takes part in the life of fields of one class. Derive from <see cref="ContentFieldHandler{TField}"/> and add with <c>AddContentField&lt;T&gt;().AddHandler&lt;H&gt;()</c>.</summary>
public interface IContentFieldHandler
{
    /// <summary>The field's class.</summary>
    Type FieldType { get; }

    /// <summary>A new item: sets defaults.</summary>
    void Initialize(ContentField field, ContentFieldLayout layout);

    /// <summary>About to be stored: puts the value into its stored form.</summary>
    void Normalize(ContentField field, ContentFieldLayout layout);

    /// <summary>Looks for faults.</summary>
    void Validate(ContentField field, ContentFieldFaults faults);
}

/// <summary>Takes part in the life of fields of one class.</summary>
public abstract class ContentFieldHandler<TField> : IContentFieldHandler where TField : ContentField
{
    /// <inheritdoc/>
    public Type FieldType => typeof(TField);

    /// <inheritdoc cref="IContentFieldHandler.Initialize"/>
    protected virtual void Initialize(TField field, ContentFieldLayout layout)
    {
    }

    /// <inheritdoc cref="IContentFieldHandler.Normalize"/>
    protected virtual void Normalize(TField field, ContentFieldLayout layout)
    {
    }

    /// <inheritdoc cref="IContentFieldHandler.Validate"/>
    protected abstract void Validate(TField field, ContentFieldFaults faults);

    void IContentFieldHandler.Initialize(ContentField field, ContentFieldLayout layout) => Initialize((TField)field, layout);

    void IContentFieldHandler.Normalize(ContentField field, ContentFieldLayout layout) => Normalize((TField)field, layout);

    void IContentFieldHandler.Validate(ContentField field, ContentFieldFaults faults) => Validate((TField)field, faults);
}

/// <summary>Collects the faults of one field.</summary>
/// <param name="Layout">The field's definition.</param>
/// <param name="Label">The label in the user's language.</param>
/// <param name="Path">Where the field lies, as <c>Person.Email</c>.</param>
public sealed record ContentFieldFaults(ContentFieldLayout Layout, string Label, string Path, ContentValidateResult Result)
{
    /// <summary>Adds a fault of the field, or of one of its members.</summary>
    public void Fail(string sentence, string? member = null) => Result.Fail(member is null ? Path : Path + "." + member, sentence);
}
