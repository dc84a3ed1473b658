using LinqToDB.Mapping;

namespace Crm.Messaging.Automations;

/// <summary>That somebody was taken out of an automation, or put back; a plain table that is only added to. What was decided last holds.</summary>
[Table("MessageAutomationExit", IsColumnAttributeRequired = false)]
internal sealed class AutomationExit
{
    [PrimaryKey, Identity]
    public long Id { get; set; }

    /// <summary>Content item id.</summary>
    public string PersonId { get; set; } = "";

    /// <summary>The automation's key.</summary>
    public string Automation { get; set; } = "";

    /// <summary>Its name for people, as it was then.</summary>
    public string Title { get; set; } = "";

    /// <summary>Whether they are out from then on; else they are back.</summary>
    public bool IsOut { get; set; }

    public string Reason { get; set; } = "";

    public DateTime AtUtc { get; set; }

    /// <summary>User id of who decided it; "merge" for what held for who became this person.</summary>
    public string By { get; set; } = "";

    public string ByName { get; set; } = "";
}
