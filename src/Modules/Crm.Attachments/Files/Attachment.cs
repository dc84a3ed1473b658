using Crm.Kernel.Data;

namespace Crm.Attachments.Files;

/// <summary>A file attached to a contact; a document. Its bytes lie in the tenant's folder under <see cref="File"/>.</summary>
public sealed class Attachment : IRecordIdentity
{
    /// <summary>26 characters.</summary>
    public string AttachmentId { get; set; } = "";

    /// <summary>Content item id of the person, household or organisation.</summary>
    public string ContactId { get; set; } = "";

    /// <summary>Its name with the ending, which says what it is and never changes.</summary>
    public string Name { get; set; } = "";

    /// <summary>What somebody says of it.</summary>
    public string Note { get; set; } = "";

    /// <summary>Key of the bytes; it says nothing of them.</summary>
    public string File { get; set; } = "";

    /// <summary>In bytes.</summary>
    public long Length { get; set; }

    /// <summary>When it was added.</summary>
    public DateTime CreatedUtc { get; set; }

    /// <summary>User id of who added it.</summary>
    public string By { get; set; } = "";

    /// <summary>When it was thrown away; null while it is there. It is kept for 30 days.</summary>
    public DateTime? RemovedUtc { get; set; }

    /// <summary>User id of who threw it away.</summary>
    public string RemovedBy { get; set; } = "";

    string IRecordIdentity.RecordType => nameof(Attachment);

    string? IRecordIdentity.RecordId => AttachmentId;
}

/// <summary>An attachment's columns.</summary>
public sealed class AttachmentIndex : MapIndex
{
    /// <summary>Id.</summary>
    public string AttachmentId { get; set; } = "";

    /// <summary>Whose.</summary>
    public string ContactId { get; set; } = "";

    /// <summary>Whether it was thrown away.</summary>
    public bool IsRemoved { get; set; }

    /// <summary>When it was thrown away.</summary>
    public DateTime? RemovedUtc { get; set; }

    /// <summary>When it was added.</summary>
    public DateTime CreatedUtc { get; set; }

    /// <summary>Key of the bytes.</summary>
    public string File { get; set; } = "";
}

internal sealed class AttachmentIndexes : IndexProvider<Attachment>
{
    public override void Describe(DescribeContext<Attachment> context) => context.For<AttachmentIndex>().Map(attachment => new AttachmentIndex
    {
        AttachmentId = attachment.AttachmentId, ContactId = attachment.ContactId, IsRemoved = attachment.RemovedUtc is not null, RemovedUtc = attachment.RemovedUtc, CreatedUtc = attachment.CreatedUtc, File = attachment.File,
    });
}
