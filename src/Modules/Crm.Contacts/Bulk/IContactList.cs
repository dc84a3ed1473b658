using Crm.Contacts.Lists;

namespace Crm.Contacts.Bulk;

/// <summary>The list of contacts of one type, as an act on many of them asks it.</summary>
internal interface IContactList
{
    /// <summary>One of <see cref="ContactTypes"/>.</summary>
    string ContentType { get; }

    /// <summary>How many of the chosen are seen.</summary>
    Task<int> CountAsync(ContactSelection chosen, ContactSight sight, CancellationToken cancellationToken);

    /// <summary>Those of the chosen that are seen behind a document id, in the order in which they were made.</summary>
    Task<IReadOnlyList<ContactPlace>> PlacesAsync(ContactSelection chosen, ContactSight sight, long after, int take, CancellationToken cancellationToken);

    /// <summary>The last document id of its type; 0 without any.</summary>
    Task<long> LastAsync(CancellationToken cancellationToken);
}
