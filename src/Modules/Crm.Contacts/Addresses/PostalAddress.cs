using Crm.Kernel.Content;

namespace Crm.Contacts.Addresses;

/// <summary>A postal address.</summary>
public sealed class PostalAddress
{
    /// <summary>"home", "work", "billing" or empty.</summary>
    public string Kind { get; set; } = "";

    /// <summary>ISO 3166-1, two capitals; empty when unknown.</summary>
    public string Country { get; set; } = "";

    /// <summary>What stands above the town: building, street, hamlet; at most four.</summary>
    public List<string> Lines { get; set; } = [];

    /// <summary>Post code, as text.</summary>
    public string Postcode { get; set; } = "";

    /// <summary>Town.</summary>
    public string City { get; set; } = "";

    /// <summary>State or province where addresses need one.</summary>
    public string Region { get; set; } = "";

    /// <summary>Whether nothing is filled in.</summary>
    public bool IsBlank() => Lines.All(string.IsNullOrWhiteSpace) && string.IsNullOrWhiteSpace(Postcode) && string.IsNullOrWhiteSpace(City) && string.IsNullOrWhiteSpace(Region);

    /// <summary>A copy.</summary>
    public PostalAddress Copy() => new() { Kind = Kind, Country = Country, Lines = [.. Lines], Postcode = Postcode, City = City, Region = Region };
}

/// <summary>The addresses of a person, household or organisation; the first is the main one.</summary>
public sealed class AddressPart : ContentPart
{
    /// <summary>Own addresses.</summary>
    public List<PostalAddress> Addresses { get; set; } = [];

    /// <summary>
    /// For a person: the address of the home they live in, copied from the household whenever that is saved, so that lists can sort and search by it. Not for editing.
    /// </summary>
    public PostalAddress? Shared { get; set; }

    /// <summary>The address to write to: the first own one, else the household's.</summary>
    public PostalAddress? Main() => Addresses.FirstOrDefault(address => !address.IsBlank()) ?? Shared;
}
