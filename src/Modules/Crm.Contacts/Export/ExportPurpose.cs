namespace Crm.Contacts.Export;

/// <summary>What a file of people is for.</summary>
internal enum ExportPurpose
{
    /// <summary>It stays in the house.</summary>
    Own,

    /// <summary>It is handed to somebody outside; those under 18 are left out.</summary>
    Outside,

    /// <summary>It is handed to somebody outside, those under 18 with it.</summary>
    OutsideWithChildren,
}

/// <summary>How a purpose stands in an address.</summary>
internal static class ExportPurposes
{
    private const string Own = "own";

    /// <summary>The names, in the order of the purposes.</summary>
    public static readonly IReadOnlyList<string> Names = [Own, "outside", "outside-with-children"];

    /// <summary>The purpose of that name; null when there is none.</summary>
    public static ExportPurpose? Of(string? name) => Names.ToList().IndexOf(name ?? Own) is >= 0 and var at ? (ExportPurpose)at : null;
}
