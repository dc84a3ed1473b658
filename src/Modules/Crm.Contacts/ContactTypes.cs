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

    internal static readonly string[] All = [Person, Household, Organisation, Interaction];
}
