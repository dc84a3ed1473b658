using System.Globalization;
using System.Text.Json.Nodes;
using Crm.Contacts.Addresses;
using Crm.Contacts.People;
using Crm.Contacts.Points;

namespace Crm.Contacts.Import;

/// <summary>A person as a row says it, before it is decided whether the row is good.</summary>
internal sealed record PersonDraft(PersonPart Person, ContactPointsPart Points, AddressPart Address, JsonObject Fields)
{
    /// <summary>The first own address, made when there is none.</summary>
    public PostalAddress Home(string country)
    {
        if (Address.Addresses.Count == 0)
        {
            Address.Addresses.Add(new PostalAddress { Kind = "home", Country = country });
        }

        return Address.Addresses[0];
    }
}

/// <summary>What reading a value needs to know of the file.</summary>
internal sealed record ReadingContext(IReadOnlyList<string> DateFormats, string Country, DateOnly Today)
{
    private static readonly string[] Usual = ["yyyy-MM-dd", "dd/MM/yyyy", "d/M/yyyy", "yyyyMMdd", "dd.MM.yyyy", "d.M.yyyy", "dd-MM-yyyy", "yyyy/MM/dd", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm:ss"];

    /// <summary>The date, or null.</summary>
    public DateOnly? Date(string value, string? format)
        => DateTime.TryParseExact(value, format is not null ? [format] : DateFormats.Count > 0 ? [.. DateFormats] : Usual, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? DateOnly.FromDateTime(date)
            : null;
}

/// <summary>Puts a value where it belongs; says why it cannot, as a message id.</summary>
internal delegate string? Put(PersonDraft draft, string value, string? format, ReadingContext context);
