using LinqToDB.Mapping;

namespace Crm.Messaging.Approvals;

/// <summary>That somebody read words of long ago again, and lets all leave that say them, or drops what waited; a plain table, rows stay.</summary>
[Table("MessageApproval", IsColumnAttributeRequired = false)]
internal sealed class Approval
{
    [PrimaryKey, Identity]
    public long Id { get; set; }

    /// <summary>The words: a <see cref="Messages.MessageText"/>, of a template one version of it.</summary>
    public long TextId { get; set; }

    /// <summary>Whether what waited then is dropped; else the words are good as they are, from then on.</summary>
    public bool IsDrop { get; set; }

    public DateTime AtUtc { get; set; }

    /// <summary>User id of who signed it.</summary>
    public string By { get; set; } = "";

    public string ByName { get; set; } = "";

    /// <summary>When it was taken back; null while it holds.</summary>
    public DateTime? UndoneUtc { get; set; }

    public string UndoneByName { get; set; } = "";

    /// <summary>What stands in the ledger after the day it was written, with what this decision dropped.</summary>
    [NotColumn]
    public string DropMark => $" {Id} ";
}
