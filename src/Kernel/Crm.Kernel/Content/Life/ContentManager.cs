using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Handlers;
using Crm.Kernel.Data;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Content.Life;

/// <summary>The life of content items on <see cref="ISession"/>.</summary>
internal sealed partial class ContentManager(
    ISession session,
    IContentDefinitionManager definitions,
    ContentShape shape,
    IEnumerable<ContentHandlerBase> handlers,
    ChangeContext change,
    TimeProvider clock,
    IStringLocalizer<ContentManager> localizer) : IContentManager
{
    private readonly ContentHandlerBase[] _handlers = [.. handlers];
    private readonly ContentItemReader _reader = new(session);

    public async Task<ContentItem> NewAsync(string contentType)
    {
        var type = await TypeAsync(contentType);
        var item = new ContentItem { ContentItemId = ContentId.New(), ContentType = type.Name, Owner = change.Actor };
        shape.Weld(item, type);
        await InOrder(handler => handler.InitializedAsync(item));
        return item;
    }

    public async Task CreateAsync(ContentItem contentItem, VersionOptions options = VersionOptions.Published)
    {
        var type = await TypeAsync(contentItem.ContentType);
        contentItem.ContentItemId = OrNew(contentItem.ContentItemId);
        contentItem.ContentItemVersionId = OrNew(contentItem.ContentItemVersionId);
        contentItem.Latest = true;
        contentItem.Published = options is not (VersionOptions.Draft or VersionOptions.DraftRequired);
        contentItem.CreatedUtc ??= Now;
        contentItem.ModifiedUtc = Now;
        contentItem.Owner ??= change.Actor;
        contentItem.Author ??= change.ActorName;

        await shape.NormalizeAsync(contentItem, type);
        await InOrder(handler => handler.CreatingAsync(contentItem));
        if (contentItem.Published)
        {
            contentItem.PublishedUtc ??= Now;
            await InOrder(handler => handler.PublishingAsync(contentItem, null));
        }

        await StoreAsync(contentItem);
        await InReverse(handler => handler.CreatedAsync(contentItem));
        if (contentItem.Published)
        {
            await InReverse(handler => handler.PublishedAsync(contentItem, null));
        }
    }

    public async Task UpdateAsync(ContentItem contentItem)
    {
        await shape.NormalizeAsync(contentItem, await TypeAsync(contentItem.ContentType));
        await InOrder(handler => handler.UpdatingAsync(contentItem));
        Touch(contentItem);
        await StoreAsync(contentItem);
        await InReverse(handler => handler.UpdatedAsync(contentItem));
    }

    public async Task<ContentValidateResult> ValidateAsync(ContentItem contentItem)
    {
        var result = new ContentValidateResult();
        if (await definitions.GetLayoutAsync(contentItem.ContentType) is not { } type)
        {
            result.Fail("ContentType", localizer["The content type “{0}” does not exist.", contentItem.ContentType]);
            return result;
        }

        await shape.ValidateAsync(contentItem, type, result);
        if (result.Succeeded || shape.IsReadable(contentItem, type, new ContentValidateResult()))
        {
            await InOrder(handler => handler.ValidatingAsync(contentItem, result));
        }

        return result;
    }

    public async Task<ContentItem> CloneAsync(ContentItem contentItem)
    {
        var type = await TypeAsync(contentItem.ContentType);
        var copy = contentItem.Copy();
        (copy.ContentItemId, copy.ContentItemVersionId) = (ContentId.New(), "");
        (copy.Latest, copy.Published, copy.CreatedUtc, copy.PublishedUtc, copy.ModifiedUtc) = (false, false, null, null, null);
        (copy.Owner, copy.Author) = (change.Actor, null);
        copy.Remove<Trash.TrashPart>();
        if (type.Part(nameof(Parts.TitlePart)) is not null && copy.As<Parts.TitlePart>() is { Title.Length: > 0 } title)
        {
            title.Title = localizer["{0} (copy)", title.Title];
            copy.DisplayText = title.Title;
        }

        return copy;
    }

    private DateTime Now
    {
        get
        {
            var now = clock.GetUtcNow().UtcDateTime;
            return new DateTime(now.Ticks - now.Ticks % TimeSpan.TicksPerSecond, DateTimeKind.Utc);
        }
    }

    private async ValueTask<ContentTypeLayout> TypeAsync(string name)
        => await definitions.GetLayoutAsync(name) ?? throw new UnknownContentTypeException(name);

    private void Touch(ContentItem item)
    {
        item.ModifiedUtc = Now;
        item.Author = change.ActorName;
    }

    private async Task StoreAsync(ContentItem item)
    {
        await session.SaveAsync(item, checkConcurrency: true);
        item.Id = session.GetDocumentId(item);
        _reader.Know(item);
    }

    private async ValueTask InOrder(Func<ContentHandlerBase, Task> call)
    {
        foreach (var handler in _handlers)
        {
            await call(handler);
        }
    }

    private async ValueTask InReverse(Func<ContentHandlerBase, Task> call)
    {
        for (var i = _handlers.Length - 1; i >= 0; i--)
        {
            await call(_handlers[i]);
        }
    }

    private static string OrNew(string id) => id.Length == 0 ? ContentId.New() : id;
}

/// <summary>Somebody named a content type that the tenant does not have.</summary>
public sealed class UnknownContentTypeException(string name) : Exception($"The content type '{name}' does not exist.")
{
    /// <summary>The name asked for.</summary>
    public string Name { get; } = name;
}
