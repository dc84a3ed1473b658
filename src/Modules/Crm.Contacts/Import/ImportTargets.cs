using System.Globalization;
using Crm.Contacts.Addresses;
using Crm.Contacts.Points;

namespace Crm.Contacts.Import;

/// <summary>Where a column can go.</summary>
internal static class ImportTargets
{
    private const int MaxName = 200;
    private const int MaxText = 10_000;

    public const string TooLong = "This is too long: {0} characters at most.";
    public const string NoDate = "This is not a date in an expected format.";
    public const string Future = "This date lies in the future.";
    public const string NoEmail = "This is not an e-mail address.";
    public const string NoPhone = "This is not a phone number.";
    public const string NoNumber = "This is not a number.";
    public const string NoCountry = "This is not a country's two-letter code.";

    private static readonly Dictionary<string, Put> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Civility"] = Text((draft, value) => draft.Person.Civility = value),
        ["GivenName"] = Text((draft, value) => draft.Person.GivenName = value),
        ["FamilyName"] = Text((draft, value) => draft.Person.FamilyName = value),
        ["BirthName"] = Text((draft, value) => draft.Person.BirthName = value),
        ["Gender"] = Text((draft, value) => draft.Person.Gender = value),
        ["Languages"] = Text((draft, value) => draft.Person.Languages = [.. value.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries)]),
        ["TimeZone"] = Text((draft, value) => draft.Person.TimeZone = value),
        ["Function"] = Text((draft, value) => draft.Person.Function = value),
        ["Stage"] = Text((draft, value) => draft.Person.Stage = value),
        ["Source"] = Text((draft, value) => draft.Person.Source = value),
        ["Team"] = Text((draft, value) => draft.Person.Team = value),
        ["Notes"] = Text((draft, value) => draft.Person.Notes = value, MaxText),
        ["Discount"] = Discount,
        ["BirthDate"] = BirthDate,
        ["DiedOn"] = DiedOn,
        ["Email"] = Email(""),
        ["HomeEmail"] = Email("home"),
        ["WorkEmail"] = Email("work"),
        ["Phone"] = Phone(""),
        ["Mobile"] = Phone("mobile"),
        ["HomePhone"] = Phone("home"),
        ["WorkPhone"] = Phone("work"),
        ["Fax"] = Phone("fax"),
        ["Address.Line1"] = Line(0),
        ["Address.Line2"] = Line(1),
        ["Address.Line3"] = Line(2),
        ["Address.Line4"] = Line(3),
        ["Address.Postcode"] = Address((address, value) => address.Postcode = value),
        ["Address.City"] = Address((address, value) => address.City = value),
        ["Address.Region"] = Address((address, value) => address.Region = value),
        ["Address.Country"] = Country,
    };

    /// <summary>The names of the fixed targets.</summary>
    public static IEnumerable<string> Names => Known.Keys;

    /// <summary>The fixed target of that name, or null.</summary>
    public static Put? Find(string name) => Known.GetValueOrDefault(name);

    /// <summary>The member that a target writes, as field rights name it.</summary>
    public static string PathOf(string target)
    {
        var name = Names.FirstOrDefault(known => string.Equals(known, target, StringComparison.OrdinalIgnoreCase)) ?? target;
        return name switch
        {
            _ when name.StartsWith("Address.", StringComparison.Ordinal) => $"{nameof(AddressPart)}.{nameof(AddressPart.Addresses)}",
            _ when name.Contains('.') => name,
            _ when name.EndsWith("Email", StringComparison.Ordinal) => $"{nameof(ContactPointsPart)}.{nameof(ContactPointsPart.Emails)}",
            _ when name.EndsWith("Phone", StringComparison.Ordinal) || name is "Mobile" or "Fax" => $"{nameof(ContactPointsPart)}.{nameof(ContactPointsPart.Phones)}",
            _ => $"{nameof(People.PersonPart)}.{name}",
        };
    }

    private static Put Text(Action<PersonDraft, string> set, int max = MaxName) => (draft, value, _, _) =>
    {
        if (value.Length > max)
        {
            return TooLong;
        }

        set(draft, value);
        return null;
    };

    private static Put Address(Action<PostalAddress, string> set) => (draft, value, format, context) =>
        Text((d, text) => set(d.Home(context.Country), text))(draft, value, format, context);

    private static Put Line(int number) => Address((address, value) =>
    {
        while (address.Lines.Count <= number)
        {
            address.Lines.Add("");
        }

        address.Lines[number] = value;
    });

    private static string? Country(PersonDraft draft, string value, string? format, ReadingContext context)
    {
        var code = value.ToUpperInvariant();
        if (!AddressLines.IsCountry(code))
        {
            return NoCountry;
        }

        draft.Home(context.Country).Country = code;
        return null;
    }

    private static string? Discount(PersonDraft draft, string value, string? format, ReadingContext context)
    {
        var text = value.TrimEnd('%', ' ', '\u00a0').Replace(',', '.');
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) || percent > 100)
        {
            return NoNumber;
        }

        draft.Person.Discount = percent;
        return null;
    }

    private static string? BirthDate(PersonDraft draft, string value, string? format, ReadingContext context)
        => Past(value, format, context, date => draft.Person.BirthDate = date);

    private static string? DiedOn(PersonDraft draft, string value, string? format, ReadingContext context)
        => Past(value, format, context, date => draft.Person.DiedOn = date);

    private static string? Past(string value, string? format, ReadingContext context, Action<DateOnly> set)
    {
        if (context.Date(value, format) is not { } date)
        {
            return NoDate;
        }

        if (date > context.Today)
        {
            return Future;
        }

        set(date);
        return null;
    }

    private static Put Email(string kind) => (draft, value, _, _) =>
    {
        if (EmailAddress.Normalize(value) is not { } address)
        {
            return NoEmail;
        }

        if (draft.Points.Emails.Find(email => email.Kind == kind) is { } known)
        {
            known.Address = address;
        }
        else
        {
            draft.Points.Emails.Add(new Email { Address = address, Kind = kind });
        }

        return null;
    };

    private static Put Phone(string kind) => (draft, value, _, context) =>
    {
        if (PhoneNumber.Normalize(value, context.Country) is not { } number)
        {
            return NoPhone;
        }

        if (draft.Points.Phones.Find(phone => phone.Kind == kind) is { } known)
        {
            (known.Raw, known.Number) = (value, number);
        }
        else
        {
            draft.Points.Phones.Add(new Phone { Raw = value, Number = number, Kind = kind });
        }

        return null;
    };
}
