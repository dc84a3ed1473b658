using Crm.Contacts.Addresses;
using Crm.Contacts.Households;
using Crm.Contacts.Organisations;
using Crm.Contacts.Points;
using Crm.Kernel.Content.Fields;

namespace Crm.Contacts.Import;

/// <summary>Where a column of a file of households or organisations can go.</summary>
internal static class GroupTargets
{
    public const string NoWebsite = "A web address begins with https://.";

    private static readonly Dictionary<string, Target> s_household = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Name"] = Text((draft, value) => draft.Household.Name = value, draft => draft.Household.Name),
        ["Salutation"] = Text((draft, value) => draft.Household.Salutation = value, draft => draft.Household.Salutation),
        ["Language"] = Text((draft, value) => draft.Household.Language = value, draft => draft.Household.Language),
        ["Notes"] = Text((draft, value) => draft.Household.Notes = value, draft => draft.Household.Notes, ImportTargets.MaxText),
    };

    private static readonly Dictionary<string, Target> s_organisation = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Name"] = Text((draft, value) => draft.Organisation.Name = value, draft => draft.Organisation.Name),
        ["LegalName"] = Text((draft, value) => draft.Organisation.LegalName = value, draft => draft.Organisation.LegalName),
        ["RegistrationNumber"] = Text((draft, value) => draft.Organisation.RegistrationNumber = value, draft => draft.Organisation.RegistrationNumber),
        ["Website"] = new(PutWebsite, draft => draft.Organisation.Website),
        ["Notes"] = Text((draft, value) => draft.Organisation.Notes = value, draft => draft.Organisation.Notes, ImportTargets.MaxText),
    };

    private static readonly string[] s_addresses = [.. ImportTargets.Names.Where(name => name.StartsWith("Address.", StringComparison.Ordinal)), "OtherAddresses"];

    private static readonly string[] s_points = ["WorkEmail", "Email", "OtherEmails", "WorkPhone", "Phone", "Mobile", "Fax", "OtherPhones"];

    /// <summary>The names of the targets of a type.</summary>
    public static IEnumerable<string> Names(string type) => type == ContactTypes.Household ? s_household.Keys.Concat(s_addresses) : s_organisation.Keys.Concat(s_points).Concat(s_addresses);

    /// <summary>The target of that name, or null.</summary>
    public static Target? Find(string type, string name)
        => (type == ContactTypes.Household ? s_household : s_organisation).GetValueOrDefault(name) ?? (Names(type).Contains(name, StringComparer.OrdinalIgnoreCase) ? ImportTargets.Find(name) : null);

    /// <summary>The member that a target writes, as field rights name it.</summary>
    public static string PathOf(string type, string name) => (type == ContactTypes.Household ? s_household : s_organisation).ContainsKey(name)
        ? $"{(type == ContactTypes.Household ? nameof(HouseholdPart) : nameof(OrganisationPart))}.{name}" : ImportTargets.PathOf(name);

    private static Target Text(Action<PersonDraft, string> set, Func<PersonDraft, object?> read, int max = ImportTargets.MaxName) => new(ImportTargets.Text(set, max), read);

    private static string? PutWebsite(PersonDraft draft, string value, string? format, ReadingContext context)
    {
        if (!WebAddress.Is(value))
        {
            return NoWebsite;
        }

        draft.Organisation.Website = value;
        return null;
    }
}
