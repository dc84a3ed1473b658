using LinqToDB.Mapping;

namespace Crm.Messaging.Templates;

/// <summary>A mail template by its name; what it says stands in its versions.</summary>
[Table("MailTemplate", IsColumnAttributeRequired = false)]
internal sealed class MailTemplate
{
    [PrimaryKey, Identity]
    public long Id { get; set; }

    /// <summary>How programs and recipes call it: small letters, digits, hyphens. Never given to another one.</summary>
    public string Name { get; set; } = "";

    /// <summary>For people.</summary>
    public string Title { get; set; } = "";

    /// <summary>Whether it is a frame that others stand in.</summary>
    public bool IsLayout { get; set; }

    /// <summary>Number of the version that new messages take.</summary>
    public int Version { get; set; }

    public DateTime ChangedUtc { get; set; }

    public string ByName { get; set; } = "";

    /// <summary>When it was put into the trash; null while it is in use.</summary>
    public DateTime? RemovedUtc { get; set; }
}

/// <summary>What a template said at one time. Never changed: messages point at it.</summary>
[Table("MailTemplateVersion", IsColumnAttributeRequired = false)]
internal sealed class MailTemplateVersion
{
    [PrimaryKey, Identity]
    public long Id { get; set; }

    /// <summary>Its template.</summary>
    public long TemplateId { get; set; }

    /// <summary>From 1, without a gap.</summary>
    public int Version { get; set; }

    /// <summary>A <see cref="MailContent"/>, JSON.</summary>
    public string Content { get; set; } = "";

    public DateTime SavedUtc { get; set; }

    /// <summary>User id of who saved it: what they may not see is not merged. "system" for a recipe.</summary>
    public string By { get; set; } = "";

    public string ByName { get; set; } = "";
}
