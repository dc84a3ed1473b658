using System.Text.Json.Serialization;
using Crm.Contacts.Choose;

namespace Crm.Contacts.Relations;

/// <summary>A kind of relation between two people, as the tenant names it.</summary>
public sealed class RelationKind : IOffered
{
    /// <summary>The longest key, in characters.</summary>
    internal const int LongestKey = 40;

    /// <summary>The longest name, in characters.</summary>
    internal const int LongestName = 60;

    /// <summary>What people's records hold, never changed: lower-case letters, digits and hyphens.</summary>
    public string Key { get; set; } = "";

    /// <summary>What the first of the two is to the second, where its reader's language has no name of its own: "Godmother of".</summary>
    public string Name { get; set; } = "";

    /// <summary>The name by language, as "fr".</summary>
    public Dictionary<string, string> Names { get; set; } = [];

    /// <summary>What the second is to the first: "Godchild of"; blank when both are the same to each other, as neighbours.</summary>
    public string OtherName { get; set; } = "";

    /// <summary>The other name by language.</summary>
    public Dictionary<string, string> OtherNames { get; set; } = [];

    /// <summary>Whether it is no longer offered; kept so that relations of it have their name.</summary>
    public bool IsRetired { get; set; }

    /// <summary>Whether both are the same to each other.</summary>
    [JsonIgnore]
    public bool IsSame => OtherName.Length == 0;
}

/// <summary>The kinds of relation of the tenant, in their order; one document.</summary>
public sealed class RelationKindsDocument
{
    /// <summary>The kinds; those of a new tenant until somebody changes them.</summary>
    public List<RelationKind> Kinds { get; set; } =
    [
        new RelationKind { Key = "spouse", Name = "Married to" },
        new RelationKind { Key = "parent", Name = "Parent of", OtherName = "Child of" },
        new RelationKind { Key = "grandparent", Name = "Grandparent of", OtherName = "Grandchild of" },
        new RelationKind { Key = "sibling", Name = "Brother or sister of" },
        new RelationKind { Key = "godmother", Name = "Godmother of", OtherName = "Godchild of" },
        new RelationKind { Key = "godfather", Name = "Godfather of", OtherName = "Godchild of" },
        new RelationKind { Key = "guardian", Name = "Guardian of", OtherName = "Ward of" },
        new RelationKind { Key = "neighbour", Name = "Neighbour of" },
        new RelationKind { Key = "recommended", Name = "Recommended", OtherName = "Recommended by" },
    ];
}
