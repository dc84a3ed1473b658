using Crm.Kernel.Content;

namespace Crm.Kernel.Search;

/// <summary>
/// What a module wants found that is no content item and belongs to one: a file of a contact. Who may see the item finds it, and while the item is in the trash nobody does. It is told as
/// an item of a type of its own that is searched only; <see cref="ISearchSource.ListTypesAsync"/> gives that one type. Register with <c>services.AddSearchSource&lt;T&gt;()</c>; scoped.
/// </summary>
public interface IAttachedSource : ISearchSource
{
    /// <summary>The type of its records in the change log; an entry's item id is the record's.</summary>
    string RecordType { get; }

    /// <summary>The content types of the items that they belong to.</summary>
    IReadOnlyList<string> HostTypes { get; }

    /// <summary>Those of these ids that are there to be found, in any order.</summary>
    Task<IReadOnlyList<AttachedRecord>> ReadAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken);

    /// <summary>The ids of those that belong to these items.</summary>
    Task<IReadOnlyList<string>> OfAsync(IReadOnlyCollection<string> hostIds, CancellationToken cancellationToken);

    /// <summary>The next of all of them, to make an index anew.</summary>
    /// <param name="after">Where the stretch before ended; 0 at first.</param>
    /// <returns>Their ids, and where the stretch ends; 0 at the end of all.</returns>
    Task<(IReadOnlyList<string> Ids, long Last)> NextAsync(long after, int count, CancellationToken cancellationToken);
}

/// <summary>A record that belongs to an item.</summary>
/// <param name="Item">The record as an item: id, type, name, and what its source reads of it.</param>
/// <param name="HostId">Content item id of the item it belongs to.</param>
public sealed record AttachedRecord(ContentItem Item, string HostId);
