using System.Text.Json;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Fields;
using Crm.Kernel.Content.Parts;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Crm.Kernel.Content.Handlers;

/// <summary>Walks an item along its type's layout, contained items included: weld, defaults, normal form, faults.</summary>
internal sealed class ContentShape(
    IContentDefinitionManager definitions,
    IOptions<ContentOptions> options,
    IEnumerable<IContentFieldHandler> fieldHandlers,
    IStringLocalizer<ContentFieldHandler> localizer,
    HtmlCleaner cleaner,
    IEnumerable<IContentLabels> labels)
{
    private readonly Dictionary<Type, IContentFieldHandler> _handlers = fieldHandlers
        .GroupBy(handler => handler.FieldType).ToDictionary(group => group.Key, group => group.Last());

    private readonly IContentLabels? _labels = labels.LastOrDefault();

    /// <summary>Gives a new item the parts of its type and its fields their defaults.</summary>
    public void Weld(ContentItem item, ContentTypeLayout type)
    {
        foreach (var part in type.Parts)
        {
            var element = item.GetOrCreate(options.Value.PartType(part.PartName), part.Name);
            foreach (var (field, handler, fieldType) in Handled(part))
            {
                var view = (ContentField)(element.Get(fieldType, field.Name) ?? Activator.CreateInstance(fieldType)!);
                handler.Initialize(view, field);
                element.Apply(field.Name, view);
            }
        }
    }

    /// <summary>Puts every field into its stored form.</summary>
    public async ValueTask NormalizeAsync(ContentItem item, ContentTypeLayout type)
    {
        foreach (var part in type.Parts)
        {
            if (item.Get(options.Value.PartType(part.PartName), part.Name) is not { } element)
            {
                continue;
            }

            foreach (var (field, handler, fieldType) in Handled(part))
            {
                if (element.Get(fieldType, field.Name) is ContentField view)
                {
                    handler.Normalize(view, field);
                }
            }

            if (element is HtmlBodyPart body && part.GetSettings<HtmlBodyPartSettings>().SanitizeHtml)
            {
                body.Html = cleaner.Clean(body.Html);
            }

            foreach (var (contained, _) in ContainedItems.Of(element, ""))
            {
                await NormalizeInnerAsync(contained, isTerm: element is TaxonomyPart);
            }
        }
    }

    private async ValueTask NormalizeInnerAsync(ContentItem item, bool isTerm)
    {
        if (await definitions.GetLayoutAsync(item.ContentType) is { } type)
        {
            await NormalizeAsync(item, type);
        }

        if (isTerm && ContainedItems.Children(item) is { Count: > 0 } children)
        {
            foreach (var child in children)
            {
                await NormalizeInnerAsync(child, isTerm: true);
            }

            ContainedItems.SetChildren(item, children);
        }
    }

    /// <summary>Adds a fault for each part or field whose JSON does not fit its class. Anything else may be asked of the item only when there is none.</summary>
    public bool IsReadable(ContentItem item, ContentTypeLayout type, ContentValidateResult result, string prefix = "")
    {
        var before = result.Errors.Count;
        foreach (var part in type.Parts)
        {
            if (Try(item, options.Value.PartType(part.PartName), part.Name, prefix + part.Name, result) is { } element)
            {
                foreach (var field in part.Fields)
                {
                    if (options.Value.FieldType(field.FieldName) is { } fieldType)
                    {
                        Try(element, fieldType, field.Name, prefix + field.Path, result);
                    }
                }
            }
        }

        return result.Errors.Count == before;
    }

    /// <summary>Adds the faults of every field against its settings, and of contained items.</summary>
    public async ValueTask ValidateAsync(ContentItem item, ContentTypeLayout type, ContentValidateResult result, string prefix = "", int depth = 0)
    {
        if (depth > ContainedItems.MostDepth)
        {
            result.Fail(prefix.TrimEnd('.'), localizer["Items lie more than {0} deep inside each other.", ContainedItems.MostDepth]);
            return;
        }

        if (!IsReadable(item, type, result, prefix))
        {
            return;
        }

        foreach (var part in type.Parts)
        {
            var element = item.Get(options.Value.PartType(part.PartName), part.Name);
            foreach (var (field, handler, fieldType) in Handled(part))
            {
                var view = (ContentField)(element?.Get(fieldType, field.Name) ?? Activator.CreateInstance(fieldType)!);
                handler.Validate(view, new ContentFieldFaults(field, _labels?.Field(field) ?? field.DisplayName, prefix + field.Path, result));
            }

            foreach (var (contained, path) in ContainedItems.Of(element, prefix + part.Name))
            {
                await ValidateInnerAsync(contained, result, path, depth + 1, isTerm: element is TaxonomyPart);
            }
        }
    }

    private async ValueTask ValidateInnerAsync(ContentItem item, ContentValidateResult result, string path, int depth, bool isTerm)
    {
        if (await definitions.GetLayoutAsync(item.ContentType) is { } type)
        {
            await ValidateAsync(item, type, result, path + ".", depth);
            RequireTitle(item, type, result, path + ".");
        }
        else
        {
            result.Fail(path + ".ContentType", localizer["The content type “{0}” does not exist.", item.ContentType]);
        }

        var index = 0;
        foreach (var child in isTerm && depth <= ContainedItems.MostDepth ? ContainedItems.Children(item) : [])
        {
            await ValidateInnerAsync(child, result, $"{path}.Terms[{index++}]", depth + 1, isTerm: true);
        }
    }

    /// <summary>Adds a fault when the title must be written and is not.</summary>
    public void RequireTitle(ContentItem item, ContentTypeLayout type, ContentValidateResult result, string prefix = "")
    {
        if (type.Part(nameof(TitlePart)) is { } part && part.GetSettings<TitlePartSettings>().Options == TitlePartOptions.EditableRequired
            && string.IsNullOrWhiteSpace(item.As<TitlePart>()?.Title))
        {
            result.Fail(prefix + "TitlePart.Title", localizer["The title may not be blank."]);
        }
    }

    private IEnumerable<(ContentFieldLayout Field, IContentFieldHandler Handler, Type Type)> Handled(ContentPartLayout part)
    {
        foreach (var field in part.Fields)
        {
            if (options.Value.FieldType(field.FieldName) is { } type && _handlers.TryGetValue(type, out var handler))
            {
                yield return (field, handler, type);
            }
        }
    }

    private ContentElement? Try(ContentElement element, Type type, string name, string path, ContentValidateResult result)
    {
        try
        {
            return element.Get(type, name);
        }
        catch (JsonException exception)
        {
            var member = exception.Path is { Length: > 2 } inner ? inner[1..] : "";
            result.Fail(path + member, localizer["{0} cannot be read: {1}", path + member, exception.Message]);
            return null;
        }
    }
}

/// <summary>Gives names of types, parts and fields in the user's language.</summary>
public interface IContentLabels
{
    /// <summary>The type's name.</summary>
    string Type(ContentTypeLayout type);

    /// <summary>The part's name.</summary>
    string Part(ContentPartLayout part);

    /// <summary>The field's label.</summary>
    string Field(ContentFieldLayout field);
}
