using System.Globalization;
using Crm.Contacts.Addresses;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Kernel.Content;

namespace Crm.Contacts.Views.Cells;

/// <summary>What a cell is typed into.</summary>
internal enum CellInput
{
    /// <summary>A line of text.</summary>
    Text,

    /// <summary>An e-mail address.</summary>
    Email,

    /// <summary>A phone number.</summary>
    Tel,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>A day.</summary>
    Date,

    /// <summary>A list to choose from.</summary>
    Choice,
}

/// <summary>The cell of something that the product itself knows of a person. It reads and writes what its column shows: the first e-mail address, the address that is written to.</summary>
/// <param name="column">The column's key.</param>
/// <param name="input">What it is typed into.</param>
/// <param name="read">The value as the input holds it.</param>
/// <param name="write">Writes what was typed, whether it is right or not (<see cref="PersonForm.Check"/> tells); false when it cannot be read at all. Text, then the home country.</param>
internal sealed class PersonCell(string column, CellInput input, Func<ContentItem, string> read, Func<ContentItem, string, string, bool> write) : ICell
{
    /// <summary>All of them. What is reckoned (ages, days, last contacts) has none.</summary>
    public static readonly IReadOnlyList<PersonCell> All =
    [
        OfPerson("stage", CellInput.Choice, person => person.Stage, (person, text) => person.Stage = text),
        new("owner", CellInput.Choice, item => item.Owner ?? "", (item, text, _) => Did(() => item.Owner = text)),
        new("email", CellInput.Email, item => item.As<ContactPointsPart>()?.Emails.FirstOrDefault()?.Address ?? "", WriteEmail),
        new("phone", CellInput.Tel, item => Phone(item)?.Raw ?? "", WritePhone),
        OfAddress("town", CellInput.Text, address => address.City, (address, text) => address.City = text),
        OfAddress("postcode", CellInput.Text, address => address.Postcode, (address, text) => address.Postcode = text),
        OfAddress("country", CellInput.Choice, address => address.Country, (address, text) => address.Country = text),
        new("birth", CellInput.Date, item => item.As<PersonPart>()?.BirthDate?.ToString("O", CultureInfo.InvariantCulture) ?? "", WriteBirth),
        OfPerson("language", CellInput.Choice, person => person.Languages.FirstOrDefault() ?? "", (person, text) => person.Languages = [.. person.Languages.Skip(1).Prepend(text).Where(one => one.Length > 0).Distinct()]),
        OfPerson("gender", CellInput.Choice, person => person.Gender, (person, text) => person.Gender = text),
        OfPerson("source", CellInput.Text, person => person.Source, (person, text) => person.Source = text),
        OfPerson("marital", CellInput.Choice, person => person.MaritalStatus, (person, text) => person.MaritalStatus = text),
        new("income", CellInput.Number, item => item.As<PersonPart>()?.Income?.ToString(CultureInfo.InvariantCulture) ?? "", WriteIncome),
    ];

    /// <summary>The columns that show a part of the address.</summary>
    public static readonly IReadOnlyList<string> OfAddresses = ["town", "postcode", "country"];

    /// <summary>The column's key.</summary>
    public string Column => column;

    /// <summary>What it is typed into.</summary>
    public CellInput Input => input;

    /// <inheritdoc/>
    public string Read(ContentItem item) => read(item);

    /// <summary>Writes what was typed, right or not; false when it cannot be read at all.</summary>
    /// <param name="country">The home country, as which phone numbers are read.</param>
    public bool Write(ContentItem item, string text, string country) => write(item, text, country);

    /// <inheritdoc/>
    public void Carry(ContentItem from, ContentItem to)
    {
        if (column == "phone" && Phone(from) is { } phone)
        {
            // With the number as it was understood then, and its kind.
            SetPhone(to, new Phone { Raw = phone.Raw, Number = phone.Number, Kind = phone.Kind });
            return;
        }

        write(to, read(from), "");
    }

    /// <summary>The person's own address that is written to; null when there is none, and the home's stands in for it.</summary>
    public static PostalAddress? Address(ContentItem item) => item.As<AddressPart>()?.Addresses.FirstOrDefault(address => !address.IsBlank());

    private static PersonCell OfPerson(string column, CellInput input, Func<PersonPart, string> read, Action<PersonPart, string> write)
        => new(column, input, item => item.As<PersonPart>() is { } person ? read(person) : "", (item, text, _) => Did(() => item.Alter<PersonPart>(person => write(person, text))));

    private static PersonCell OfAddress(string column, CellInput input, Func<PostalAddress, string> read, Action<PostalAddress, string> write)
        => new(column, input, item => item.As<AddressPart>()?.Main() is { } address ? read(address) : "", (item, text, _) => Did(() => item.Alter<AddressPart>(part =>
        {
            var own = Address(item);
            if (own is null)
            {
                part.Addresses.Insert(0, own = new PostalAddress { Kind = "home" });
            }

            write(own, text);
            if (own.IsBlank())
            {
                part.Addresses.Remove(own);
            }
        })));

    private static bool WriteEmail(ContentItem item, string text, string country) => Did(() => item.Alter<ContactPointsPart>(points =>
    {
        var first = points.Emails.FirstOrDefault();
        if (text.Length == 0)
        {
            points.Emails.Remove(first!);
        }
        else if (first is null)
        {
            points.Emails.Add(new Email { Address = EmailAddress.Normalize(text) ?? text });
        }
        else
        {
            first.Address = EmailAddress.Normalize(text) ?? text;
        }
    }));

    private static bool WritePhone(ContentItem item, string text, string country)
        => Did(() => SetPhone(item, text.Length == 0 ? null : new Phone { Raw = text, Number = PhoneNumber.Normalize(text, country), Kind = Phone(item)?.Kind ?? "" }));

    private static void SetPhone(ContentItem item, Phone? phone) => item.Alter<ContactPointsPart>(points =>
    {
        var at = Phone(item) is { } shown ? points.Phones.IndexOf(shown) : -1;
        if (at >= 0)
        {
            points.Phones.RemoveAt(at);
        }

        if (phone is not null)
        {
            points.Phones.Insert(Math.Max(at, 0), phone);
        }
    });

    // The one that the column shows.
    private static Phone? Phone(ContentItem item) => item.As<ContactPointsPart>()?.Phones.FirstOrDefault(phone => phone is { Kind: not "fax", Number: not null });

    private static bool WriteBirth(ContentItem item, string text, string country)
    {
        var isDay = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || DateOnly.TryParse(text, CultureInfo.CurrentCulture, out day);
        item.Alter<PersonPart>(person => person.BirthDate = isDay ? day : null);
        return isDay || text.Length == 0;
    }

    private static bool WriteIncome(ContentItem item, string text, string country)
    {
        var isNumber = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var income);
        item.Alter<PersonPart>(person => person.Income = isNumber ? income : null);
        return isNumber || text.Length == 0;
    }

    private static bool Did(Action act)
    {
        act();
        return true;
    }
}
