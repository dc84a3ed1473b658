using Crm.Contacts.Addresses;
using Crm.Contacts.Points;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Fields;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Organisations;

/// <summary>What the form of an organisation holds.</summary>
internal sealed class OrganisationForm
{
    /// <summary>The paths of the inputs that do not lie in the organisation's part.</summary>
    public static readonly (string Input, string Path)[] Elsewhere =
    [
        (nameof(Email), $"{nameof(ContactPointsPart)}.{nameof(ContactPointsPart.Emails)}"), (nameof(Phone), $"{nameof(ContactPointsPart)}.{nameof(ContactPointsPart.Phones)}"),
        (nameof(Address), $"{nameof(AddressPart)}.{nameof(AddressPart.Addresses)}"),
    ];

    private const int MaxName = 200;

    public string? Name { get; set; }

    public string? LegalName { get; set; }

    public string? RegistrationNumber { get; set; }

    public string? Website { get; set; }

    public string? Email { get; set; }

    public string? Phone { get; set; }

    public string? Notes { get; set; }

    public AddressForm Address { get; set; } = new();

    /// <summary>The form of a stored organisation.</summary>
    public static OrganisationForm Of(ContentItem item)
    {
        var (organisation, points) = (item.As<OrganisationPart>() ?? new OrganisationPart(), item.As<ContactPointsPart>());
        return new OrganisationForm
        {
            Name = organisation.Name,
            LegalName = organisation.LegalName,
            RegistrationNumber = organisation.RegistrationNumber,
            Website = organisation.Website,
            Email = points?.Emails.FirstOrDefault()?.Address,
            Phone = points?.Phones.FirstOrDefault()?.Raw,
            Notes = organisation.Notes,
            Address = AddressForm.Of(item.As<AddressPart>()?.Addresses.FirstOrDefault()),
        };
    }

    /// <summary>Writes every fault beside its field.</summary>
    public void Check(ModelStateDictionary state, IStringLocalizer s, string country)
    {
        if (string.IsNullOrWhiteSpace(Name))
        {
            state.AddModelError("Input.Name", s["An organisation needs a name."]);
        }

        if (Name?.Length > MaxName)
        {
            state.AddModelError("Input.Name", s["This is too long: {0} characters at most.", MaxName]);
        }

        if (!string.IsNullOrWhiteSpace(Website) && !WebAddress.Is(Website.Trim()))
        {
            state.AddModelError("Input.Website", s["A web address begins with https://."]);
        }

        if (!string.IsNullOrWhiteSpace(Email) && EmailAddress.Normalize(Email) is null)
        {
            state.AddModelError("Input.Email", s["This is not an e-mail address."]);
        }

        if (!string.IsNullOrWhiteSpace(Phone) && PhoneNumber.Normalize(Phone, country) is null)
        {
            state.AddModelError("Input.Phone", s["This is not a phone number."]);
        }

        Address.Check(state, s, "Input.Address.");
    }

    /// <summary>Writes the form into the organisation.</summary>
    public void ApplyTo(ContentItem item, string country)
    {
        item.Alter<OrganisationPart>(organisation =>
        {
            organisation.Name = Name!.Trim();
            organisation.LegalName = LegalName?.Trim() ?? "";
            organisation.RegistrationNumber = RegistrationNumber?.Trim() ?? "";
            organisation.Website = Website?.Trim() ?? "";
            organisation.Notes = Notes?.Trim() ?? "";
        });
        item.Alter<ContactPointsPart>(points =>
        {
            points.Emails = [.. points.Emails.Skip(1)];
            points.Phones = [.. points.Phones.Skip(1)];
            if (EmailAddress.Normalize(Email) is { } email)
            {
                points.Emails.Insert(0, new Email { Address = email, Kind = "work" });
            }

            if (PhoneNumber.Normalize(Phone, country) is { } number)
            {
                points.Phones.Insert(0, new Phone { Raw = Phone!.Trim(), Number = number, Kind = "work" });
            }
        });
        item.Alter<AddressPart>(part => Address.ApplyTo(part));
        item.DisplayText = Name!.Trim();
    }
}
