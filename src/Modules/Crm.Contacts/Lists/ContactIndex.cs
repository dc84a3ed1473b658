using Crm.Kernel.Data;

namespace Crm.Contacts.Lists;

/// <summary>What the rows of people, households and organisations have in common: whom they are of, and the columns that every list of contacts sorts and shows.</summary>
public abstract class ContactIndex : MapIndex
{
    /// <summary>The contact.</summary>
    public string ContentItemId { get; set; } = "";

    /// <summary>Name as shown.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>Sorts by name in the tenant's culture.</summary>
    public string SortKey { get; set; } = "";

    /// <summary>Town as shown.</summary>
    public string City { get; set; } = "";

    /// <summary>Town, folded.</summary>
    public string CityKey { get; set; } = "";

    /// <summary>Country code.</summary>
    public string Country { get; set; } = "";

    /// <summary>User id of the owner.</summary>
    public string Owner { get; set; } = "";

    /// <summary>Last change.</summary>
    public DateTime ModifiedUtc { get; set; }
}
