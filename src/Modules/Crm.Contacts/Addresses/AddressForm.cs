using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Addresses;

/// <summary>The main address as typed.</summary>
internal sealed class AddressForm
{
    private const int MaxLines = 4;

    /// <summary>The lines above the town, one a line.</summary>
    public string? Lines { get; set; }

    public string? Postcode { get; set; }

    public string? City { get; set; }

    public string? Region { get; set; }

    public string? Country { get; set; }

    /// <summary>The form of a stored address.</summary>
    public static AddressForm Of(PostalAddress? address) => address is null ? new AddressForm() : new AddressForm
    {
        Lines = string.Join('\n', address.Lines),
        Postcode = address.Postcode,
        City = address.City,
        Region = address.Region,
        Country = address.Country,
    };

    /// <summary>Writes every fault beside its field.</summary>
    public void Check(ModelStateDictionary state, IStringLocalizer s, string prefix)
    {
        if (Split().Length > MaxLines)
        {
            state.AddModelError(prefix + nameof(Lines), s["An address has at most {0} lines above the town.", MaxLines]);
        }

        if (IsFrench && Split().Any(line => line.Length > AddressLines.FrenchWidth))
        {
            state.AddModelError(prefix + nameof(Lines), s["A line of a French address has at most {0} characters.", AddressLines.FrenchWidth]);
        }

        if (IsFrench && $"{Postcode?.Trim()} {City?.Trim()}".Length > AddressLines.FrenchWidth)
        {
            state.AddModelError(prefix + nameof(City), s["A line of a French address has at most {0} characters.", AddressLines.FrenchWidth]);
        }

        if (!string.IsNullOrWhiteSpace(Country) && !AddressLines.IsCountry(Country.Trim()))
        {
            state.AddModelError(prefix + nameof(Country), s["This is not a country's two-letter code."]);
        }
    }

    /// <summary>Puts it in place of the first address; takes that away when everything is blank.</summary>
    public void ApplyTo(AddressPart part)
    {
        var address = part.Addresses.FirstOrDefault() ?? new PostalAddress { Kind = "home" };
        address.Lines = [.. Split()];
        address.Postcode = Postcode?.Trim() ?? "";
        address.City = City?.Trim() ?? "";
        address.Region = Region?.Trim() ?? "";
        address.Country = Country?.Trim().ToUpperInvariant() ?? "";
        part.Addresses.Remove(address);
        if (!address.IsBlank())
        {
            part.Addresses.Insert(0, address);
        }
    }

    private bool IsFrench => string.Equals(Country?.Trim(), "FR", StringComparison.OrdinalIgnoreCase);

    private string[] Split() => (Lines ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
