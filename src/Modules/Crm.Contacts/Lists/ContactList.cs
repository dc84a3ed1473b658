using Crm.Contacts.Bulk;
using Crm.Contacts.People;
using LinqToDB.Async;

namespace Crm.Contacts.Lists;

/// <summary>The list of contacts of one type, as an act on many of them asks it.</summary>
internal abstract class ContactList
{
    /// <summary>One of <see cref="ContactTypes"/>.</summary>
    public abstract string ContentType { get; }

    /// <summary>How many of the chosen are seen.</summary>
    public abstract Task<int> CountAsync(ContactSelection chosen, ContactSight sight, CancellationToken cancellationToken);

    /// <summary>Those of the chosen that are seen behind a document id, in the order in which they were made.</summary>
    public abstract Task<IReadOnlyList<ContactPlace>> PlacesAsync(ContactSelection chosen, ContactSight sight, long after, int take, CancellationToken cancellationToken);

    /// <summary>The last document id of its type; 0 without any.</summary>
    public abstract Task<long> LastAsync(CancellationToken cancellationToken);
}

/// <summary>The same over the index of the type.</summary>
internal abstract class ContactList<TIndex> : ContactList where TIndex : ContactIndex
{
    /// <summary>All contacts of the type, seen or not.</summary>
    protected abstract IQueryable<TIndex> All { get; }

    /// <inheritdoc/>
    public override async Task<int> CountAsync(ContactSelection chosen, ContactSight sight, CancellationToken cancellationToken)
        => await (await ChosenAsync(chosen, sight, cancellationToken)).CountAsync(cancellationToken);

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<ContactPlace>> PlacesAsync(ContactSelection chosen, ContactSight sight, long after, int take, CancellationToken cancellationToken)
        => await (await ChosenAsync(chosen, sight, cancellationToken)).Where(row => row.DocumentId > after).OrderBy(row => row.DocumentId).Take(take).Select(row => new ContactPlace(row.DocumentId, row.ContentItemId)).ToListAsync(cancellationToken);

    /// <inheritdoc/>
    public override async Task<long> LastAsync(CancellationToken cancellationToken) => await All.MaxAsync(row => (long?)row.DocumentId, cancellationToken) ?? 0;

    /// <summary>Those that the filter chooses, seen or not.</summary>
    /// <param name="gather">Whether all of them are read, not a page.</param>
    protected abstract Task<IQueryable<TIndex>> MatchingAsync(PeopleFilter filter, ContactSight sight, bool gather, CancellationToken cancellationToken);

    private async Task<IQueryable<TIndex>> ChosenAsync(ContactSelection chosen, ContactSight sight, CancellationToken cancellationToken)
        => sight.Of(chosen.IsAll ? await MatchingAsync(chosen.Filter, sight, gather: true, cancellationToken) : All.Where(row => chosen.Ids.Contains(row.ContentItemId)));
}
