using Crm.Contacts.Addresses;
using Crm.Contacts.Duplicates.Linkage;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Kernel.Content;

namespace Crm.Contacts.Duplicates;

/// <summary>A person of the tenant as the linkage sees them.</summary>
internal static class PersonRecord
{
    /// <summary>The record of an item; of one without its hidden fields, that of what is seen.</summary>
    public static LinkRecord Of(ContentItem item)
    {
        var (person, points) = (item.As<PersonPart>() ?? new PersonPart(), item.As<ContactPointsPart>() ?? new ContactPointsPart());
        var record = new LinkRecord(item.ContentItemId)
            .With(FieldKind.GivenName, person.GivenName)
            .With(FieldKind.FamilyName, person.FamilyName)
            .With(FieldKind.FamilyName, person.BirthName)
            .With(FieldKind.BirthDate, person.BirthDate?.ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture));
        foreach (var email in points.Emails)
        {
            record.With(FieldKind.Email, email.Address);
        }

        foreach (var phone in points.Phones)
        {
            record.With(FieldKind.Phone, phone.Number ?? phone.Raw);
        }

        return item.As<AddressPart>()?.Main() is { } address ? WithAddress(record, address) : record;
    }

    private static LinkRecord WithAddress(LinkRecord record, PostalAddress address)
    {
        foreach (var (number, street) in address.Lines.Select(Standardise.Line).OrderBy(line => line.Number.Length == 0))
        {
            if (record[FieldKind.Street] is null)
            {
                record.With(FieldKind.StreetNumber, number).With(FieldKind.Street, street);
            }
            else if (record[FieldKind.AddressLine] is null)
            {
                record.With(FieldKind.AddressLine, $"{number} {street}");
            }
        }

        return record.With(FieldKind.City, address.City).With(FieldKind.Postcode, address.Postcode).With(FieldKind.Region, address.Region);
    }
}
