using Crm.Contacts.Addresses;
using Crm.Contacts.Points;
using Crm.Kernel.Content;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.People;

/// <summary>What the form of a person holds; strings as typed.</summary>
internal sealed class PersonForm
{
    /// <summary>The paths of the inputs that do not lie in the person's part.</summary>
    public static readonly (string Input, string Path)[] Elsewhere =
    [
        (nameof(Emails), $"{nameof(ContactPointsPart)}.{nameof(ContactPointsPart.Emails)}"), (nameof(Phones), $"{nameof(ContactPointsPart)}.{nameof(ContactPointsPart.Phones)}"),
        (nameof(Address), $"{nameof(AddressPart)}.{nameof(AddressPart.Addresses)}"), (nameof(Role), $"{nameof(PersonPart)}.{nameof(PersonPart.Memberships)}"),
        (nameof(HouseholdId), $"{nameof(PersonPart)}.{nameof(PersonPart.Memberships)}"),
    ];

    private const int MaxName = 200;
    private const int MaxNotes = 10_000;

    public string? Civility { get; set; }

    public string? GivenName { get; set; }

    public string? FamilyName { get; set; }

    public string? BirthName { get; set; }

    public DateOnly? BirthDate { get; set; }

    public DateOnly? DiedOn { get; set; }

    public string? Gender { get; set; }

    public string? Languages { get; set; }

    public string? TimeZone { get; set; }

    public string? Function { get; set; }

    public string? MaritalStatus { get; set; }

    public int? Income { get; set; }

    public string? Stage { get; set; }

    public string? Source { get; set; }

    public decimal? Discount { get; set; }

    public string? Notes { get; set; }

    public List<PointForm> Emails { get; set; } = [];

    public List<PointForm> Phones { get; set; } = [];

    public AddressForm Address { get; set; } = new();

    /// <summary>The household a new person is added to.</summary>
    public string? HouseholdId { get; set; }

    /// <summary>The role there.</summary>
    public string? Role { get; set; }

    /// <summary>The form of a stored person.</summary>
    public static PersonForm Of(ContentItem item)
    {
        var (person, points) = (item.As<PersonPart>() ?? new PersonPart(), item.As<ContactPointsPart>() ?? new ContactPointsPart());
        return new PersonForm
        {
            Civility = person.Civility,
            GivenName = person.GivenName,
            FamilyName = person.FamilyName,
            BirthName = person.BirthName,
            BirthDate = person.BirthDate,
            DiedOn = person.DiedOn,
            Gender = person.Gender,
            Languages = string.Join(", ", person.Languages),
            TimeZone = person.TimeZone,
            Function = person.Function,
            MaritalStatus = person.MaritalStatus,
            Income = person.Income,
            Stage = person.Stage,
            Source = person.Source,
            Discount = person.Discount,
            Notes = person.Notes,
            Emails = [.. points.Emails.Select(email => new PointForm { Value = email.Address, Kind = email.Kind })],
            Phones = [.. points.Phones.Select(phone => new PointForm { Value = phone.Raw, Kind = phone.Kind })],
            Address = AddressForm.Of(item.As<AddressPart>()?.Addresses.FirstOrDefault()),
        };
    }

    /// <summary>Adds an empty line for one more e-mail address and phone.</summary>
    public PersonForm WithRoom()
    {
        Emails.Add(new PointForm());
        Phones.Add(new PointForm());
        return this;
    }

    /// <summary>Writes every fault beside its field.</summary>
    public void Check(ModelStateDictionary state, IStringLocalizer s, string country, DateOnly today)
    {
        var named = !string.IsNullOrWhiteSpace(GivenName) || !string.IsNullOrWhiteSpace(FamilyName);
        if (!named && !Emails.Concat(Phones).Any(point => !string.IsNullOrWhiteSpace(point.Value)))
        {
            Fail(nameof(FamilyName), s["A person needs a name, an e-mail address or a phone."]);
        }

        foreach (var (name, text) in new[] { (nameof(GivenName), GivenName), (nameof(FamilyName), FamilyName), (nameof(BirthName), BirthName), (nameof(Function), Function), (nameof(Source), Source), (nameof(Civility), Civility) })
        {
            if (text?.Length > MaxName)
            {
                Fail(name, s["This is too long: {0} characters at most.", MaxName]);
            }
        }

        if (Notes?.Length > MaxNotes)
        {
            Fail(nameof(Notes), s["This is too long: {0} characters at most.", MaxNotes]);
        }

        if (BirthDate > today)
        {
            Fail(nameof(BirthDate), s["A birth date cannot lie in the future."]);
        }

        if (BirthDate < today.AddYears(-150))
        {
            Fail(nameof(BirthDate), s["Nobody is that old: look at the year."]);
        }

        if (DiedOn > today || DiedOn < BirthDate)
        {
            Fail(nameof(DiedOn), s["The day of death lies between birth and today."]);
        }

        if (Discount is < 0 or > 100)
        {
            Fail(nameof(Discount), s["A discount lies between 0 and 100."]);
        }

        if (Income < 0)
        {
            Fail(nameof(Income), s["An income is not below 0."]);
        }

        if (!string.IsNullOrWhiteSpace(MaritalStatus) && !MaritalStatuses.All.Contains(MaritalStatus))
        {
            Fail(nameof(MaritalStatus), s["Choose one of the list."]);
        }

        if (!string.IsNullOrWhiteSpace(TimeZone) && !TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone.Trim(), out _))
        {
            Fail(nameof(TimeZone), s["There is no such time zone; write it as Europe/Paris."]);
        }

        for (var i = 0; i < Emails.Count; i++)
        {
            if (!string.IsNullOrWhiteSpace(Emails[i].Value) && EmailAddress.Normalize(Emails[i].Value) is null)
            {
                Fail($"{nameof(Emails)}[{i}].Value", s["This is not an e-mail address."]);
            }
        }

        for (var i = 0; i < Phones.Count; i++)
        {
            if (!string.IsNullOrWhiteSpace(Phones[i].Value) && PhoneNumber.Normalize(Phones[i].Value, country) is null)
            {
                Fail($"{nameof(Phones)}[{i}].Value", s["This is not a phone number."]);
            }
        }

        Address.Check(state, s, "Input.Address.");

        void Fail(string field, string message) => state.AddModelError($"Input.{field}", message);
    }

    /// <summary>Writes the form into the person.</summary>
    public void ApplyTo(ContentItem item, string country)
    {
        item.Alter<PersonPart>(person =>
        {
            person.Civility = Clean(Civility);
            person.GivenName = Clean(GivenName);
            person.FamilyName = Clean(FamilyName);
            person.BirthName = Clean(BirthName);
            person.BirthDate = BirthDate;
            person.DiedOn = DiedOn;
            person.Gender = Clean(Gender);
            person.Languages = [.. Clean(Languages).Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries).Distinct()];
            person.TimeZone = Clean(TimeZone);
            person.Function = Clean(Function);
            person.MaritalStatus = Clean(MaritalStatus);
            person.Income = Income;
            person.Stage = Clean(Stage);
            person.Source = Clean(Source);
            person.Discount = Discount;
            person.Notes = Clean(Notes).ReplaceLineEndings("\n");
        });
        item.Alter<ContactPointsPart>(points =>
        {
            points.Emails = [.. Emails.Where(point => !string.IsNullOrWhiteSpace(point.Value)).Select(point => new Email { Address = EmailAddress.Normalize(point.Value)!, Kind = Clean(point.Kind) })];
            points.Phones = [.. Phones.Where(point => !string.IsNullOrWhiteSpace(point.Value)).Select(point => new Phone { Raw = Clean(point.Value), Number = PhoneNumber.Normalize(point.Value, country), Kind = Clean(point.Kind) })];
        });
        item.Alter<AddressPart>(part => Address.ApplyTo(part));
        item.DisplayText = item.As<PersonPart>()!.DisplayName();
    }

    private static string Clean(string? text) => text?.Trim() ?? "";
}

/// <summary>An e-mail address or phone as typed.</summary>
internal sealed class PointForm
{
    public string? Value { get; set; }

    public string? Kind { get; set; }
}
