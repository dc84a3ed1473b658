using System.Globalization;
using Crm.Contacts.Addresses;
using Crm.Contacts.Import.Links;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Contacts.Stages;

namespace Crm.Contacts.Import;

/// <summary>Where a column can go.</summary>
internal static class ImportTargets
{
    internal const int MaxName = 200;
    internal const int MaxText = 10_000;

    public const string TooLong = "This is too long: {0} characters at most.";
    public const string NoDate = "This is not a date in an expected format.";
    public const string Future = "This date lies in the future.";
    public const string NoEmail = "This is not an e-mail address.";
    public const string NoPhone = "This is not a phone number.";
    public const string NoNumber = "This is not a number.";
    public const string NoCountry = "This is not a country's two-letter code.";

    public const string NoMaritalStatus = "This is not a marital status.";
    public const string NoStage = "There is no such stage.";
    public const string EarlierStage = "The stage before it began later.";

    private static readonly Dictionary<string, Target> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Civility"] = new(Text((draft, value) => draft.Person.Civility = value), draft => draft.Person.Civility),
        ["GivenName"] = new(Text((draft, value) => draft.Person.GivenName = value), draft => draft.Person.GivenName),
        ["FamilyName"] = new(Text((draft, value) => draft.Person.FamilyName = value), draft => draft.Person.FamilyName),
        ["BirthName"] = new(Text((draft, value) => draft.Person.BirthName = value), draft => draft.Person.BirthName),
        ["Gender"] = new(Text((draft, value) => draft.Person.Gender = value), draft => draft.Person.Gender),
        ["BirthDate"] = new(BirthDate, draft => draft.Person.BirthDate),
        ["DiedOn"] = new(DiedOn, draft => draft.Person.DiedOn),
        ["Email"] = Email(""),
        ["HomeEmail"] = Email("home"),
        ["WorkEmail"] = Email("work"),
        ["OtherEmails"] = new(PutOtherEmails, draft => Joined(Further(draft.Points.Emails).Select(email => (email.Kind, email.Address)))),
        ["Phone"] = Phone(""),
        ["Mobile"] = Phone("mobile"),
        ["HomePhone"] = Phone("home"),
        ["WorkPhone"] = Phone("work"),
        ["Fax"] = Phone("fax"),
        ["OtherPhones"] = new(PutOtherPhones, draft => Joined(Further(draft.Points.Phones).Select(phone => (phone.Kind, phone.Raw)))),
        ["Address.Line1"] = Line(0),
        ["Address.Line2"] = Line(1),
        ["Address.Line3"] = Line(2),
        ["Address.Line4"] = Line(3),
        ["Address.Postcode"] = new(Address((address, value) => address.Postcode = value), draft => draft.Own?.Postcode),
        ["Address.City"] = new(Address((address, value) => address.City = value), draft => draft.Own?.City),
        ["Address.Region"] = new(Address((address, value) => address.Region = value), draft => draft.Own?.Region),
        ["Address.Country"] = new(Country, draft => draft.Own?.Country),
        ["OtherAddresses"] = new(PutOtherAddresses, draft => Listed.Of(draft.Address.Addresses.Skip(1).Select(FieldsOf))),
        ["Stage"] = new(Stage, draft => draft.Person.Stage),
        ["StageSince"] = new((draft, value, format, context) => Past(value, format, context, date => draft.StageSince = date), draft => draft.LifeCycle.Since(draft.Person.Stage) is { } since ? DateOnly.FromDateTime(since) : null),
        ["Source"] = new(Text((draft, value) => draft.Person.Source = value), draft => draft.Person.Source),
        ["Discount"] = new(Discount, draft => draft.Person.Discount),
        ["MaritalStatus"] = new(MaritalStatus, draft => draft.Person.MaritalStatus),
        ["Income"] = new(Income, draft => draft.Person.Income is { } income ? (decimal)income : null),
        ["Team"] = new(Text((draft, value) => draft.Person.Team = value), draft => draft.Person.Team),
        ["Function"] = new(Text((draft, value) => draft.Person.Function = value), draft => draft.Person.Function),
        ["Languages"] = new(Text((draft, value) => draft.Person.Languages = [.. value.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries)]), draft => string.Join(", ", draft.Person.Languages)),
        ["TimeZone"] = new(Text((draft, value) => draft.Person.TimeZone = value), draft => draft.Person.TimeZone),
        ["Notes"] = new(Text((draft, value) => draft.Person.Notes = value, MaxText), draft => draft.Person.Notes),
    };

    /// <summary>The names of the fixed targets.</summary>
    public static IEnumerable<string> Names => Known.Keys;

    /// <summary>The fixed target of that name, or null.</summary>
    public static Target? Find(string name) => Known.GetValueOrDefault(name) ?? LinkTargets.Find(name);

    /// <summary>The member that a target writes, as field rights name it.</summary>
    public static string PathOf(string target)
    {
        if (RelationTargets.Is(target) || LinkTargets.PathOf(target) is not null)
        {
            return LinkTargets.PathOf(target) ?? Relations.PersonRelation.Path;
        }

        var name = Names.FirstOrDefault(known => string.Equals(known, target, StringComparison.OrdinalIgnoreCase)) ?? target;
        return name switch
        {
            _ when name.StartsWith("Address.", StringComparison.Ordinal) || name is "OtherAddresses" => $"{nameof(AddressPart)}.{nameof(AddressPart.Addresses)}",
            _ when name.Contains('.') => name,
            "StageSince" => LifeCyclePart.ChangesPath,
            _ when name.EndsWith("Email", StringComparison.Ordinal) || name is "OtherEmails" => $"{nameof(ContactPointsPart)}.{nameof(ContactPointsPart.Emails)}",
            _ when name.EndsWith("Phone", StringComparison.Ordinal) || name is "Mobile" or "Fax" or "OtherPhones" => $"{nameof(ContactPointsPart)}.{nameof(ContactPointsPart.Phones)}",
            _ => $"{nameof(People.PersonPart)}.{name}",
        };
    }

    internal static Put Text(Action<PersonDraft, string> set, int max = MaxName) => (draft, value, _, _) =>
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

    private static Target Line(int number) => new(
        Address((address, value) =>
        {
            while (address.Lines.Count <= number)
            {
                address.Lines.Add("");
            }

            address.Lines[number] = value;
        }),
        draft => draft.Own?.Lines.ElementAtOrDefault(number));

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

    private static string? Stage(PersonDraft draft, string value, string? format, ReadingContext context)
    {
        if (context.Stages.KeyOf(value) is not { } key)
        {
            return value == draft.Person.Stage ? null : NoStage;
        }

        draft.Person.Stage = key;
        return null;
    }

    private static string? MaritalStatus(PersonDraft draft, string value, string? format, ReadingContext context)
    {
        if (MaritalStatuses.All.FirstOrDefault(status => string.Equals(status, value, StringComparison.OrdinalIgnoreCase)) is not { } known)
        {
            return NoMaritalStatus;
        }

        draft.Person.MaritalStatus = known;
        return null;
    }

    private static string? Income(PersonDraft draft, string value, string? format, ReadingContext context)
    {
        var text = string.Concat(value.Where(sign => !char.IsWhiteSpace(sign) && sign is not ('€' or '$' or '£'))).Replace(',', '.');
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var income) || income > int.MaxValue)
        {
            return NoNumber;
        }

        draft.Person.Income = (int)decimal.Round(income, MidpointRounding.AwayFromZero);
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

    private static Target Email(string kind) => new(
        (draft, value, _, _) =>
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
        },
        draft => draft.Points.Emails.Find(email => email.Kind == kind)?.Address);

    private static Target Phone(string kind) => new(
        (draft, value, _, context) =>
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
        },
        draft => draft.Points.Phones.Find(phone => phone.Kind == kind)?.Raw);

    private static string? PutOtherEmails(PersonDraft draft, string value, string? format, ReadingContext context)
    {
        foreach (var (kind, text) in Unlisted(value))
        {
            if (EmailAddress.Normalize(text) is not { } address)
            {
                return NoEmail;
            }

            if (!draft.Points.Emails.Exists(email => email.Kind == kind && email.Address == address))
            {
                draft.Points.Emails.Add(new Email { Address = address, Kind = kind });
            }
        }

        return null;
    }

    private static string? PutOtherPhones(PersonDraft draft, string value, string? format, ReadingContext context)
    {
        foreach (var (kind, text) in Unlisted(value))
        {
            if (PhoneNumber.Normalize(text, context.Country) is not { } number)
            {
                return NoPhone;
            }

            if (!draft.Points.Phones.Exists(phone => phone.Kind == kind && phone.Number == number))
            {
                draft.Points.Phones.Add(new Phone { Raw = text, Number = number, Kind = kind });
            }
        }

        return null;
    }

    // Those that the column of their kind does not hold: the second of a kind, and kinds that have no column.
    private static IEnumerable<Email> Further(List<Email> emails) => emails.Where(email => email.Kind is not ("" or "home" or "work") || emails.Find(first => first.Kind == email.Kind) != email);

    private static IEnumerable<Phone> Further(List<Phone> phones) => phones.Where(phone => phone.Kind is not ("" or "mobile" or "home" or "work" or "fax") || phones.Find(first => first.Kind == phone.Kind) != phone);

    // Kind, country, post code, town, region, then the lines. Each stands for the address of its place; one that is there anywhere is left.
    private static string? PutOtherAddresses(PersonDraft draft, string value, string? format, ReadingContext context)
    {
        var read = Listed.Read(value).Select(fields => (Fields: fields, Country: fields.ElementAtOrDefault(1)?.ToUpperInvariant() ?? "")).ToList();
        if (read.Exists(one => one.Country.Length > 0 && !AddressLines.IsCountry(one.Country)))
        {
            return NoCountry;
        }

        if (read.Exists(one => one.Fields.Any(text => text.Length > MaxName)))
        {
            return TooLong;
        }

        var own = draft.Address.Addresses;
        foreach (var (before, (fields, country)) in read.Index())
        {
            var at = before + 1; // behind the main one
            List<string> texts = [.. fields, .. Enumerable.Repeat("", 5)];
            var address = new PostalAddress { Kind = texts[0], Country = country, Postcode = texts[2], City = texts[3], Region = texts[4], Lines = [.. fields.Skip(5)] };
            if (own.Exists(other => SheetText.Same(Listed.Of([FieldsOf(address)]), Listed.Of([FieldsOf(other)]))))
            {
                continue;
            }

            if (at < own.Count)
            {
                own[at] = address;
            }
            else
            {
                own.Add(address);
            }
        }

        return null;
    }

    private static IReadOnlyList<string> FieldsOf(PostalAddress address) => [address.Kind, address.Country, address.Postcode, address.City, address.Region, .. address.Lines.Select(line => line.Trim())];

    // "work: a@example.org; b@example.org"
    private static string Joined(IEnumerable<(string Kind, string Text)> points) => string.Join("; ", points.Select(point => point.Kind.Length > 0 ? $"{point.Kind}: {point.Text}" : point.Text));

    private static IEnumerable<(string Kind, string Text)> Unlisted(string value)
    {
        foreach (var entry in value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var colon = entry.IndexOf(':');
            yield return colon < 0 ? ("", entry) : (entry[..colon].Trim(), entry[(colon + 1)..].Trim());
        }
    }
}
