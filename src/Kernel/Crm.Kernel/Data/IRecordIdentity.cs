namespace Crm.Kernel.Data;

/// <summary>
/// How a document is named in History and the change log, when its class name and number say too little: a content item gives its content type and item id.
/// </summary>
public interface IRecordIdentity
{
    /// <summary>The type people know.</summary>
    string RecordType { get; }

    /// <summary>The id that stays when the document is copied or versioned; null when there is none.</summary>
    string? RecordId { get; }
}
