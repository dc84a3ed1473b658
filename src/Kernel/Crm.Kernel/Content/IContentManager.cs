using Crm.Kernel.Data;

namespace Crm.Kernel.Content;

/// <summary>The life of content items: every create, change and removal of one goes through here.</summary>
public interface IContentManager
{
    /// <summary>A new, unsaved item of a type with its parts welded and handlers run.</summary>
    Task<ContentItem> NewAsync(string contentType);

    /// <summary>Stores a new item.</summary>
    Task CreateAsync(ContentItem contentItem, VersionOptions options = VersionOptions.Published);

    /// <summary>Runs the Updating/Updated handlers and marks the item to be saved.</summary>
    Task UpdateAsync(ContentItem contentItem);

    /// <summary>Validates against definitions and handlers.</summary>
    Task<ContentValidateResult> ValidateAsync(ContentItem contentItem);

    /// <summary>The item in the wanted version, or null.</summary>
    Task<ContentItem?> GetAsync(string contentItemId, VersionOptions options = VersionOptions.Published);

    /// <summary>The items in the order of their ids; missing ones are left out.</summary>
    Task<IReadOnlyList<ContentItem>> GetAsync(IEnumerable<string> contentItemIds, VersionOptions options = VersionOptions.Published);

    /// <summary>The item version of that id, or null.</summary>
    Task<ContentItem?> GetVersionAsync(string contentItemVersionId);

    /// <summary>All versions of the item, newest first.</summary>
    Task<IReadOnlyList<ContentItem>> GetAllVersionsAsync(string contentItemId);

    /// <summary>Publishes the item; no-op when it is.</summary>
    Task PublishAsync(ContentItem contentItem);

    /// <summary>Takes the published version back.</summary>
    Task UnpublishAsync(ContentItem contentItem);

    /// <summary>Saves as draft.</summary>
    Task SaveDraftAsync(ContentItem contentItem);

    /// <summary>Drops the draft; the published version is the latest again.</summary>
    Task DiscardDraftAsync(ContentItem contentItem);

    /// <summary>Moves the item to the trash (all rows neither latest nor published); <see cref="RestoreAsync"/> brings it back.</summary>
    Task RemoveAsync(ContentItem contentItem);

    /// <summary>Brings a removed item back.</summary>
    Task RestoreAsync(ContentItem contentItem);

    /// <summary>An unsaved copy with new ids.</summary>
    Task<ContentItem> CloneAsync(ContentItem contentItem);

    /// <summary>Creates or updates items from recipe, REST batch or file, in batches of 500, as formats.md §4.6 says.</summary>
    Task<ImportResult> ImportAsync(IEnumerable<ContentItem> contentItems);

    /// <summary>The same in batches of that pace, each committed and forgotten, so that nobody's save waits long beside a long import. What came before in the unit of work is committed with the first.</summary>
    Task<ImportResult> ImportAsync(IReadOnlyList<ContentItem> contentItems, BatchPace pace);
}

/// <summary>Which version of an item.</summary>
public enum VersionOptions
{
    /// <summary>The published one.</summary>
    Published,

    /// <summary>The newest.</summary>
    Latest,

    /// <summary>The newest when it is not published.</summary>
    Draft,

    /// <summary>A draft, made from the published one when there is none.</summary>
    DraftRequired,
}

/// <summary>What a validation found.</summary>
public sealed class ContentValidateResult
{
    /// <summary>The faults; none means valid.</summary>
    public List<ContentFault> Errors { get; } = [];

    /// <summary>Whether there is no fault.</summary>
    public bool Succeeded => Errors.Count == 0;

    /// <summary>Adds a fault.</summary>
    /// <param name="path">The member it concerns, as <c>Person.Email</c>; empty for the whole item.</param>
    public void Fail(string path, string message) => Errors.Add(new ContentFault(path, message));
}

/// <summary>A fault of an item: the member and a sentence in the user's language.</summary>
public sealed record ContentFault(string Path, string Message);

/// <summary>What an import did.</summary>
public sealed record ImportResult(int Created, int Updated, int Unchanged, IReadOnlyList<ContentImportFault> Faults);

/// <summary>An item that was not imported.</summary>
/// <param name="Index">Its place in the file, from 0.</param>
public sealed record ContentImportFault(int Index, string Path, string Message);
