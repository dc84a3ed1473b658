namespace Crm.Contacts;

/// <summary>The content types of this module.</summary>
public static class ContactTypes
{
    /// <summary>A person.</summary>
    public const string Person = "Person";

    /// <summary>A household.</summary>
    public const string Household = "Household";

    /// <summary>An organisation.</summary>
    public const string Organisation = "Organisation";

    /// <summary>A note, call, letter or other contact with somebody.</summary>
    public const string Interaction = "Interaction";

    /// <summary>What belongs to a contact and goes by its rights, as history names it: files that <c>Crm.Attachments</c> keeps. Who merges people may take back what moved with them.</summary>
    internal static readonly string[] Belongings = ["Attachment"];

    internal static readonly string[] All = [Person, Household, Organisation, Interaction];
}
