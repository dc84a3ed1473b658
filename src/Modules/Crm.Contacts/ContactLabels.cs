using System.Globalization;
using Crm.Contacts.Ages;
using Crm.Contacts.Stages;
using Crm.Contacts.Timeline;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts;

/// <summary>The words shown for the module's codes, in the reader's language.</summary>
internal sealed class ContactLabels(IStringLocalizer<ContactLabels> s, StageNames stages, IEnumerable<ITimelineKinds> moduleKinds)
{
    private static readonly string[] GenderCodes = ["female", "male", "other"];

    private static readonly string[] EmailKindCodes = ["home", "work"];
    private static readonly string[] PhoneKindCodes = ["mobile", "home", "work", "fax"];

    /// <summary>A role in a household; a tenant's own stays as it is.</summary>
    public string Role(string role) => role switch
    {
        "parent" => s["Parent"],
        "partner" => s["Partner"], "adult" => s["Adult"], "grandparent" => s["Grandparent"],
        "guardian" => s["Guardian"], "child" => s["Child"], "pupil" => s["Pupil"], "other" => s["Other"], _ => role,
    };

    /// <summary>A life-cycle stage.</summary>
    public string Stage(string stage) => stages.Of(stage);

    /// <summary>The tone of a stage's badge.</summary>
    public string StageTone(string stage) => stages.Tone(stage);

    /// <summary>A member of a part, as a form names it; the member's own name for one without a label.</summary>
    /// <param name="path">As <c>PersonPart.GivenName</c>.</param>
    public string Field(string path) => path[(path.IndexOf('.') + 1)..] switch
    {
        "Number" => s["No."],
        "FormerNumbers" => s["Former numbers"],
        "Civility" => s["Civility"],
        "GivenName" => s["Given name"],
        "FamilyName" => s["Family name"],
        "BirthName" => s["Birth name"],
        "BirthDate" => s["Birth date"],
        "DiedOn" => s["Died on"],
        "Gender" => s["Gender"],
        "Languages" => s["Languages"],
        "TimeZone" => s["Time zone"],
        "Function" => s["Function"],
        "Stage" => s["Stage"],
        "MaritalStatus" => s["Marital status"],
        "Income" => s["Yearly income"],
        "StageSince" => s["Stage since"],
        "Source" => s["Source"],
        "Discount" => s["Discount"],
        "Notes" => s["Notes"],
        "Emails" => s["E-mail"],
        "Phones" => s["Phone"],
        "Addresses" => s["Address"],
        "Name" => s["Name"],
        "Salutation" => s["Salutation"],
        "Language" => s["Language"],
        "LegalName" => s["Legal name"],
        "RegistrationNumber" => s["Registration number"],
        "Website" => s["Web address"],
        "Relations" => s["Relations"],
        var other => other,
    };

    /// <summary>A gender.</summary>
    public string Gender(string gender) => gender switch { "female" => s["Female"], "male" => s["Male"], "other" => s["Other gender"], _ => gender };

    /// <summary>A marital status.</summary>
    public string MaritalStatus(string status) => status switch
    {
        "single" => s["Single"], "couple" => s["In a couple"], "partnership" => s["Civil partnership"], "married" => s["Married"], "separated" => s["Separated"], "divorced" => s["Divorced"], "widowed" => s["Widowed"], _ => status,
    };

    /// <summary>The kind of a timeline entry.</summary>
    public string Kind(string kind) => kind switch
    {
        "note" => s["Note"], "call" => s["Call"], "letter" => s["Letter"], "message" => s["Message"], "meeting" => s["Meeting"], _ => OfModule(kind)?.Caption ?? kind,
    };

    /// <summary>The kind of a phone or e-mail address.</summary>
    public string PointKind(string kind) => kind switch { "mobile" => s["Mobile"], "home" => s["Home"], "work" => s["Work"], "fax" => s["Fax"], _ => kind };

    /// <summary>The Tabler icon of a timeline entry of this module.</summary>
    public static string KindIcon(string kind) => kind switch { "note" => "note", "call" => "phone", "letter" => "mail", "message" => "message", "meeting" => "users", _ => "point" };

    /// <summary>A kind of timeline entry with its name, icon and address.</summary>
    public TimelineKind TimelineKind(string kind) => OfModule(kind) ?? new TimelineKind(kind, Kind(kind), KindIcon(kind));

    /// <summary>All kinds a timeline can be narrowed to.</summary>
    public IEnumerable<TimelineKind> TimelineKinds() => InteractionPart.Kinds.Select(TimelineKind).Concat(moduleKinds.SelectMany(module => module.List()));

    /// <summary>"4 years", "8 months"; empty when the birth date is unknown or lies ahead.</summary>
    public string Age(DateOnly? birth, DateOnly? died, DateOnly today)
        => birth is not { } born || Ages.Age.On(died ?? today, born) is not { } age ? "" : Years(age);

    /// <summary>"4 years, turns 5 on 12 Dec"; for who died, the age they reached.</summary>
    public string AgeInFull(DateOnly? birth, DateOnly? died, DateOnly today)
    {
        if (birth is not { } born || Ages.Age.On(died ?? today, born) is not { } age)
        {
            return "";
        }

        return died is { } day ? s["died on {0}, aged {1}", Date(day), Years(age)]
            : s["{0}, turns {1} on {2}", Years(age), age.Years + 1, age.NextBirthday.ToString(s["d MMM"], CultureInfo.CurrentUICulture)];
    }

    /// <summary>The country of a two-letter code, in the reader's language; an unknown code stays as it is.</summary>
    public static string Country(string? code) => string.IsNullOrEmpty(code) ? "" : Addresses.AddressLines.CountryName(code);

    /// <summary>A language by its code, in the reader's language; an unknown code stays as it is.</summary>
    public static string Language(string? code)
    {
        try
        {
            return string.IsNullOrEmpty(code) ? "" : CultureInfo.GetCultureInfo(code, predefinedOnly: true).DisplayName;
        }
        catch (CultureNotFoundException)
        {
            return code!;
        }
    }

    /// <summary>A day, written for reading.</summary>
    public static string Date(DateOnly day) => day.ToString("d", CultureInfo.CurrentUICulture);

    /// <summary>The stages that are offered, with a blank one first.</summary>
    /// <param name="present">A stage that is no longer offered and that somebody has.</param>
    public IEnumerable<SelectListItem> Stages(string? present = null)
        => Choices([.. stages.Offered.Select(stage => stage.Key), .. string.IsNullOrEmpty(present) || stages.Offered.Any(stage => stage.Key == present) ? (string[])[] : [present]], Stage);

    /// <summary>Choices of a list, with a blank one first.</summary>
    public IEnumerable<SelectListItem> Genders() => Choices(GenderCodes, Gender);

    /// <summary>Choices of a list, with a blank one first.</summary>
    public IEnumerable<SelectListItem> MaritalStatuses() => Choices([.. People.MaritalStatuses.All], MaritalStatus);

    /// <summary>Choices of a list.</summary>
    public IEnumerable<SelectListItem> Roles() => People.HouseholdRoles.All.Select(role => new SelectListItem(Role(role), role));

    /// <summary>Choices of a list.</summary>
    public IEnumerable<SelectListItem> Kinds() => Timeline.InteractionPart.Kinds.Select(kind => new SelectListItem(Kind(kind), kind));

    /// <summary>Choices of a list, with a blank one first.</summary>
    public IEnumerable<SelectListItem> EmailKinds() => Choices(EmailKindCodes, PointKind);

    /// <summary>Choices of a list, with a blank one first.</summary>
    public IEnumerable<SelectListItem> PhoneKinds() => Choices(PhoneKindCodes, PointKind);

    private TimelineKind? OfModule(string kind) => moduleKinds.SelectMany(module => module.List()).FirstOrDefault(known => known.Name == kind);

    private static IEnumerable<SelectListItem> Choices(string[] codes, Func<string, string> label)
        => codes.Select(code => new SelectListItem(label(code), code)).Prepend(new SelectListItem("—", ""));

    private string Years(Age age) => age.Months < 24 ? age.Months == 1 ? s["1 month"] : s["{0} months", age.Months] : s["{0} years", age.Years];
}
