namespace Crm.Contacts.Import;

/// <summary>A file that is imported.</summary>
/// <param name="Name">Its name, as the sender calls it.</param>
/// <param name="Map">Null for a file that was exported here.</param>
/// <param name="Refused">Takes its refused rows.</param>
/// <param name="Form">Null when the first bytes tell.</param>
internal sealed record ImportFile(string Name, Stream Stream, ImportMap? Map, RefusedRows Refused, SheetForm? Form = null)
{
    /// <summary>So many go in at once.</summary>
    public const int Most = 20;

    public const string TooMany = "At most {0} files go in at once.";

    /// <summary>What each row is.</summary>
    public string Holds => Map?.Holds ?? ContactTypes.Person;
}
