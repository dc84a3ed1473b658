using Crm.Contacts.Addresses;
using Crm.Kernel.Content;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Households;

/// <summary>What the form of a household holds.</summary>
internal sealed class HouseholdForm
{
    /// <summary>The paths of the inputs that do not lie in the household's part.</summary>
    public static readonly (string Input, string Path)[] Elsewhere = [(nameof(Address), $"{nameof(AddressPart)}.{nameof(AddressPart.Addresses)}")];

    private const int MaxName = 200;

    public string? Name { get; set; }

    public string? Salutation { get; set; }

    public string? Language { get; set; }

    public string? Notes { get; set; }

    public AddressForm Address { get; set; } = new();

    /// <summary>The form of a stored household.</summary>
    public static HouseholdForm Of(ContentItem item)
    {
        var household = item.As<HouseholdPart>() ?? new HouseholdPart();
        return new HouseholdForm
        {
            Name = household.Name,
            Salutation = household.Salutation,
            Language = household.Language,
            Notes = household.Notes,
            Address = AddressForm.Of(item.As<AddressPart>()?.Addresses.FirstOrDefault()),
        };
    }

    /// <summary>Writes every fault beside its field.</summary>
    public void Check(ModelStateDictionary state, IStringLocalizer s)
    {
        if (string.IsNullOrWhiteSpace(Name))
        {
            state.AddModelError("Input.Name", s["A household needs a name."]);
        }

        if (Name?.Length > MaxName)
        {
            state.AddModelError("Input.Name", s["This is too long: {0} characters at most.", MaxName]);
        }

        Address.Check(state, s, "Input.Address.");
    }

    /// <summary>Writes the form into the household.</summary>
    public void ApplyTo(ContentItem item)
    {
        item.Alter<HouseholdPart>(household =>
        {
            household.Name = Name!.Trim();
            household.Salutation = Salutation?.Trim() ?? "";
            household.Language = Language?.Trim() ?? "";
            household.Notes = Notes?.Trim() ?? "";
        });
        item.Alter<AddressPart>(part => Address.ApplyTo(part));
        item.DisplayText = Name!.Trim();
    }
}
