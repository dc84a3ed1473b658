using LinqToDB.Mapping;

namespace Crm.Email.Intake;

/// <summary>What became of a mail that came in. Codes: never renamed.</summary>
internal static class MailOutcomes
{
    /// <summary>It told of a message of ours: noted there.</summary>
    public const string Noted = "noted";

    /// <summary>Somebody answered: on their timeline.</summary>
    public const string Answered = "answered";

    /// <summary>Somebody wrote, and it is not known who, or whom it was about: a person looks.</summary>
    public const string Nobody = "nobody";

    /// <summary>It could not be read as a mail: the file is kept aside.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>Nothing follows from it: a report of no message of ours, a program's answer, what is old.</summary>
    public const string Ignored = "ignored";
}

/// <summary>A mail that came in; a plain table. The unique key keeps it at one, however often it comes. What a person wrote stands here only while nobody is found for it.</summary>
[Table("ReceivedMail", IsColumnAttributeRequired = false)]
internal sealed class ReceivedMail
{
    [PrimaryKey, Identity]
    public long Id { get; set; }

    /// <summary>26 characters: its name in addresses.</summary>
    public string MailId { get; set; } = "";

    /// <summary>Hash of what makes it the same mail by whatever way it comes.</summary>
    public string Key { get; set; } = "";

    public DateTime ReceivedUtc { get; set; }

    /// <summary>An <see cref="Bounces.IncomingKind"/> by name.</summary>
    public string Kind { get; set; } = "";

    /// <summary>One of <see cref="MailOutcomes"/>.</summary>
    public string Outcome { get; set; } = "";

    /// <summary>Of the ledger; of what nobody was found for, the message that it seems to answer. Blank for none.</summary>
    public string MessageId { get; set; } = "";

    /// <summary>Content item id of whom it is of, or seems to be of; blank for nobody.</summary>
    public string PersonId { get; set; } = "";

    public string FromName { get; set; } = "";

    public string FromAddress { get; set; } = "";

    public string Subject { get; set; } = "";

    /// <summary>Without what it quotes.</summary>
    public string Text { get; set; } = "";

    /// <summary>Whether more came than is kept.</summary>
    public bool IsCut { get; set; }

    /// <summary>Who found the person; blank while nobody had to.</summary>
    public string FoundByName { get; set; } = "";

    public bool IsRemoved { get; set; }

    /// <summary>When it was thrown away; null while it is there.</summary>
    public DateTime? RemovedUtc { get; set; }
}

/// <summary>The bytes of a mail that a person wrote, apart so that lists do not read over them.</summary>
[Table("ReceivedMailBody", IsColumnAttributeRequired = false)]
internal sealed class ReceivedMailBody
{
    /// <summary>The mail's number.</summary>
    [PrimaryKey]
    public long ReceivedMailRow { get; set; }

    /// <summary>As they came, compressed (Brotli); at most what is read of a mail.</summary>
    public byte[] Bytes { get; set; } = [];
}
