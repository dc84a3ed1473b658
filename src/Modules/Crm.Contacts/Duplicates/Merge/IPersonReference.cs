namespace Crm.Contacts.Duplicates.Merge;

/// <summary>
/// Records of a module that refer to a person: entries of the timeline, tasks, orders. When two people are merged each module hands over its own, within the transaction of the merge:
/// by saving its documents, so that history can take the batch back. Register as a scoped service.
/// </summary>
public interface IPersonReference
{
    /// <summary>How many records refer to the person.</summary>
    Task<int> CountAsync(string personId, CancellationToken cancellationToken);

    /// <summary>Makes the records that refer to one person refer to another.</summary>
    Task MoveAsync(string fromPersonId, string toPersonId, CancellationToken cancellationToken);
}
