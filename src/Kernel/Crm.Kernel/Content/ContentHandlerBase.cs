namespace Crm.Kernel.Content;

/// <summary>
/// Takes part in the life of every content item, inside its transaction: a failure cancels the unit of work. Register with
/// <c>services.AddContentHandler&lt;T&gt;()</c>. "-ing" methods run in registration order, "-ed" ones in reverse.
/// </summary>
public abstract class ContentHandlerBase
{
    /// <summary>A new item was made in memory.</summary>
    public virtual Task InitializedAsync(ContentItem item) => Task.CompletedTask;

    /// <summary>About to be stored for the first time.</summary>
    public virtual Task CreatingAsync(ContentItem item) => Task.CompletedTask;

    /// <summary>Stored for the first time.</summary>
    public virtual Task CreatedAsync(ContentItem item) => Task.CompletedTask;

    /// <summary>Read from the store.</summary>
    public virtual Task LoadedAsync(ContentItem item) => Task.CompletedTask;

    /// <summary>About to be changed.</summary>
    public virtual Task UpdatingAsync(ContentItem item) => Task.CompletedTask;

    /// <summary>Changed.</summary>
    public virtual Task UpdatedAsync(ContentItem item) => Task.CompletedTask;

    /// <summary>Looked at for faults.</summary>
    public virtual Task ValidatingAsync(ContentItem item, ContentValidateResult result) => Task.CompletedTask;

    /// <summary>About to be published.</summary>
    public virtual Task PublishingAsync(ContentItem item, ContentItem? previous) => Task.CompletedTask;

    /// <summary>Published.</summary>
    public virtual Task PublishedAsync(ContentItem item, ContentItem? previous) => Task.CompletedTask;

    /// <summary>Taken back from publication.</summary>
    public virtual Task UnpublishedAsync(ContentItem item) => Task.CompletedTask;

    /// <summary>Moved to the trash.</summary>
    public virtual Task RemovedAsync(ContentItem item) => Task.CompletedTask;

    /// <summary>Brought back from the trash.</summary>
    public virtual Task RestoredAsync(ContentItem item) => Task.CompletedTask;

    /// <summary>These come from a recipe or a file together and are not stored here yet; some may be refused when each is looked at.</summary>
    public virtual Task ImportingNewAsync(IReadOnlyCollection<ContentItem> items) => Task.CompletedTask;

    /// <summary>Comes from a recipe or a file, before it is created or updated.</summary>
    public virtual Task ImportingAsync(ContentItem item) => Task.CompletedTask;
}
