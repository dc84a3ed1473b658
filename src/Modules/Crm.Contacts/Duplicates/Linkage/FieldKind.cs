namespace Crm.Contacts.Duplicates.Linkage;

/// <summary>What two records are compared by. The order is that of a record's values.</summary>
internal enum FieldKind
{
    GivenName,
    FamilyName,
    BirthDate,
    StreetNumber,
    Street,
    AddressLine,
    City,
    Postcode,
    Region,
    Email,
    Phone,
}

/// <summary>The fields and their levels of agreement.</summary>
internal static class FieldKinds
{
    public static readonly IReadOnlyList<FieldKind> All = Enum.GetValues<FieldKind>();

    public static int Count => All.Count;

    /// <summary>How many levels a field has, from 1 (agrees) to the last (differs); level 0 says that one side is empty.</summary>
    public static int Levels(FieldKind kind) => kind switch
    {
        FieldKind.GivenName or FieldKind.FamilyName or FieldKind.BirthDate => 5,
        FieldKind.Email => 4,
        _ => 3,
    };

    /// <summary>Fields whose agreement says more the rarer the value is.</summary>
    public static bool HasFrequencies(FieldKind kind) => kind is FieldKind.GivenName or FieldKind.FamilyName or FieldKind.City;
}
