using LinqToDB;
using LinqToDB.Mapping;

namespace Crm.Campaigns.Campaigns;

/// <summary>Where a campaign stands.</summary>
public enum CampaignState
{
    /// <summary>It is being written.</summary>
    Draft,

    /// <summary>It was approved and waits for its moment.</summary>
    Approved,

    /// <summary>Its messages are being put into the outbox.</summary>
    Preparing,

    /// <summary>All its messages stand in the ledger.</summary>
    Prepared,
}

/// <summary>How a campaign stands: who approved what, and how far it is. A campaign without a row is a draft.</summary>
[Table("CampaignRun", IsColumnAttributeRequired = false)]
internal sealed class CampaignRun
{
    /// <summary>Content item id.</summary>
    [PrimaryKey]
    public string CampaignId { get; set; } = "";

    /// <summary>A <see cref="CampaignState"/>.</summary>
    public int State { get; set; }

    /// <summary>User id of who approved it; what it is prepared with are that user's rights.</summary>
    public string By { get; set; } = "";

    public string ByName { get; set; } = "";

    public DateTime? ApprovedUtc { get; set; }

    /// <summary>Which words were approved: template and layout by version.</summary>
    public string Edition { get; set; } = "";

    /// <summary>When it is prepared.</summary>
    public DateTime? DueUtc { get; set; }

    /// <summary>The operation that prepares it; blank before.</summary>
    public string OperationId { get; set; } = "";

    /// <summary>How many people it was put for so far.</summary>
    public int People { get; set; }

    public DateTime? PreparedUtc { get; set; }
}

/// <summary>The last look at what would become of a campaign if it left at that moment.</summary>
[Table("CampaignCheck", IsColumnAttributeRequired = false)]
internal sealed class CampaignCheck
{
    /// <summary>Content item id.</summary>
    [PrimaryKey]
    public string CampaignId { get; set; } = "";

    /// <summary>The operation that looks; its rows of <see cref="CampaignForecast"/> bear it.</summary>
    public string OperationId { get; set; } = "";

    public string ByName { get; set; } = "";

    public DateTime BegunUtc { get; set; }

    /// <summary>When it was done with; null while it looks.</summary>
    public DateTime? EndedUtc { get; set; }

    /// <summary>The campaign's version that was looked at.</summary>
    public long Version { get; set; }

    /// <summary>The words that were looked at: template and layout by version.</summary>
    public string Edition { get; set; } = "";

    /// <summary>How many are in the audience.</summary>
    public int People { get; set; }

    /// <summary>How many of them it would leave for.</summary>
    public int Goes { get; set; }
}

/// <summary>Somebody to whom a campaign would not leave at the moment of its check, and why.</summary>
[Table("CampaignForecast", IsColumnAttributeRequired = false)]
internal sealed class CampaignForecast
{
    [PrimaryKey, Identity]
    public long Id { get; set; }

    /// <summary>Content item id.</summary>
    public string CampaignId { get; set; } = "";

    /// <summary>The check that found it.</summary>
    public string OperationId { get; set; } = "";

    /// <summary>Content item id.</summary>
    public string PersonId { get; set; } = "";

    /// <summary>A <c>MessageState</c>: held or excluded.</summary>
    public int State { get; set; }

    /// <summary>One of the ledger's reasons.</summary>
    public string Reason { get; set; } = "";

    /// <summary>What the reason is about.</summary>
    public string Detail { get; set; } = "";
}
