using LinqToDB.Mapping;

namespace Crm.Email.Mailbox;

/// <summary>A mail that was kept instead of sent; a plain table. The unique key (message) keeps it at one, however often it is handed over.</summary>
[Table("KeptMail", IsColumnAttributeRequired = false)]
internal sealed class KeptMail
{
    [PrimaryKey, Identity]
    public long Id { get; set; }

    /// <summary>The message's id in the ledger.</summary>
    public string MessageId { get; set; } = "";

    /// <summary>Content item id of whom it was for, as it was then: a merge changes nothing here, who asks follows it. Blank for a test.</summary>
    public string PersonId { get; set; } = "";

    public DateTime KeptUtc { get; set; }

    public string Address { get; set; } = "";

    public string Name { get; set; } = "";

    public string FromName { get; set; } = "";

    public string Subject { get; set; } = "";

    /// <summary>What the search looks in: name, address and subject, folded.</summary>
    public string Words { get; set; } = "";

    /// <summary>Of the mail, in bytes.</summary>
    public int Length { get; set; }

    /// <summary>When it was thrown away; null while it is there.</summary>
    public DateTime? RemovedUtc { get; set; }

    public bool IsRemoved { get; set; }
}

/// <summary>The bytes of a mail, apart so that lists do not read over them.</summary>
[Table("KeptMailBody", IsColumnAttributeRequired = false)]
internal sealed class KeptMailBody
{
    /// <summary>The mail's.</summary>
    [PrimaryKey]
    public long MailId { get; set; }

    /// <summary>As they would have gone over the wire, compressed (Brotli).</summary>
    public byte[] Bytes { get; set; } = [];
}
