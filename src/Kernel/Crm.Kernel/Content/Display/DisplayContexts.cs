using Crm.Kernel.Content.Definitions;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Crm.Kernel.Content.Display;

/// <summary>Binds posted values to models; a page that edits content is one.</summary>
public interface IUpdateModel
{
    /// <summary>Faults of the post, by input name.</summary>
    ModelStateDictionary ModelState { get; }

    /// <summary>Fills the model from the inputs below the prefix.</summary>
    Task<bool> TryUpdateModelAsync<TModel>(TModel model, string prefix) where TModel : class;
}

/// <summary>A part being displayed.</summary>
/// <param name="DisplayType">"Detail", "Summary" …</param>
public record BuildPartDisplayContext(ContentPartLayout Layout, string DisplayType, string Label)
{
    /// <summary>The shapes that show an item inside the part, in the given display type.</summary>
    public Func<ContentItem, string, Task<IReadOnlyList<PlacedShape>>> InnerAsync { get; internal init; } = null!;

    /// <summary>The part as attached to its type.</summary>
    public ContentTypePartDefinition TypePartDefinition => Layout.Definition;
}

/// <summary>Edits an item inside a part.</summary>
/// <param name="prefix">Put before the names of its inputs, with a full stop at its end.</param>
/// <param name="isNew">The item was not stored yet.</param>
/// <param name="posted">What was posted is taken over first.</param>
public delegate Task<IReadOnlyList<PlacedShape>> InnerEditor(ContentItem item, string prefix, bool isNew, bool posted);

/// <summary>A part being edited.</summary>
/// <param name="IsNew">The item was not stored yet.</param>
public record BuildPartEditorContext(ContentPartLayout Layout, bool IsNew, IUpdateModel Updater, string Label)
{
    /// <summary>The shapes that edit an item inside the part.</summary>
    public InnerEditor InnerAsync { get; internal init; } = null!;

    /// <summary>The part as attached to its type.</summary>
    public ContentTypePartDefinition TypePartDefinition => Layout.Definition;
}

/// <summary>A part's editor being posted.</summary>
public sealed record UpdatePartEditorContext(ContentPartLayout Layout, bool IsNew, IUpdateModel Updater, string Label)
    : BuildPartEditorContext(Layout, IsNew, Updater, Label);

/// <summary>A field being displayed.</summary>
public record BuildFieldDisplayContext(ContentPart ContentPart, ContentFieldLayout Layout, string DisplayType, string Label)
{
    /// <summary>The field's definition.</summary>
    public ContentPartFieldDefinition PartFieldDefinition => Layout.Definition;
}

/// <summary>A field being edited.</summary>
public record BuildFieldEditorContext(ContentPart ContentPart, ContentFieldLayout Layout, bool IsNew, IUpdateModel Updater, string Label)
{
    /// <summary>The field's definition.</summary>
    public ContentPartFieldDefinition PartFieldDefinition => Layout.Definition;
}

/// <summary>A field's editor being posted.</summary>
public sealed record UpdateFieldEditorContext(ContentPart ContentPart, ContentFieldLayout Layout, bool IsNew, IUpdateModel Updater, string Label)
    : BuildFieldEditorContext(ContentPart, Layout, IsNew, Updater, Label);
