using Crm.Contacts.Relations;
using Crm.Kernel.Content;

namespace Crm.Contacts.People;

/// <summary>
/// What the product itself knows of a person. Typed, so that it is indexed and fast; what a tenant adds without code are fields of the part <c>Person</c>.
/// </summary>
public sealed class PersonPart : ContentPart
{
    /// <summary>The number that people read and say; given once (<see cref="Numbers.PersonNumbers"/>), never to anybody else. Null for who has none yet.</summary>
    public long? Number { get; set; }

    /// <summary>The numbers of those who became this person in a merge: letters may bear them.</summary>
    public List<long> FormerNumbers { get; set; } = [];

    /// <summary>Civility as written ("Mme", "M.", "Dr"); may be empty.</summary>
    public string Civility { get; set; } = "";

    /// <summary>Given names.</summary>
    public string GivenName { get; set; } = "";

    /// <summary>Family name in use.</summary>
    public string FamilyName { get; set; } = "";

    /// <summary>Family name at birth, when it differs.</summary>
    public string BirthName { get; set; } = "";

    /// <summary>Birth date.</summary>
    public DateOnly? BirthDate { get; set; }

    /// <summary>Day of death.</summary>
    public DateOnly? DiedOn { get; set; }

    /// <summary>"female", "male", "other" or empty for not stated.</summary>
    public string Gender { get; set; } = "";

    /// <summary>Languages (BCP 47), the preferred one first.</summary>
    public List<string> Languages { get; set; } = [];

    /// <summary>IANA time zone; empty for the tenant's.</summary>
    public string TimeZone { get; set; } = "";

    /// <summary>Function at work, in their own words.</summary>
    public string Function { get; set; } = "";

    /// <summary>One of <see cref="MaritalStatuses"/>, or empty; kept only where a tenant has switched the field on (<see cref="PersonFieldSettings"/>).</summary>
    public string MaritalStatus { get; set; } = "";

    /// <summary>Yearly income in whole units of the site's currency; kept only where a tenant has switched the field on (<see cref="PersonFieldSettings"/>).</summary>
    public int? Income { get; set; }

    /// <summary>Key of the life-cycle stage (<see cref="Stages.Stage"/>); may be empty. Its changes are noted in <see cref="Stages.LifeCyclePart"/>.</summary>
    public string Stage { get; set; } = "";

    /// <summary>Where the person comes from: an action code, a fair, a friend.</summary>
    public string Source { get; set; } = "";

    /// <summary>Discount in percent.</summary>
    public decimal? Discount { get; set; }

    /// <summary>The team that looks after the person.</summary>
    public string Team { get; set; } = "";

    /// <summary>Free notes.</summary>
    public string Notes { get; set; } = "";

    /// <summary>The homes the person lives or lived in. A child of separated parents has two that are current.</summary>
    public List<Membership> Memberships { get; set; } = [];

    /// <summary>The organisations the person works or worked for.</summary>
    public List<Affiliation> Affiliations { get; set; } = [];

    /// <summary>The relations to other people that are held here; others may hold some to this person.</summary>
    public List<PersonRelation> Relations { get; set; } = [];

    /// <summary>Identifiers in other systems; a source and key are one person's only.</summary>
    public List<ExternalKey> ExternalKeys { get; set; } = [];

    /// <summary>The name as shown; the first identifier of another system for who has none.</summary>
    public string DisplayName()
    {
        var name = Names.PersonName.Display(GivenName, FamilyName, Languages.FirstOrDefault());
        return name.Length > 0 ? name : ExternalKeys.FirstOrDefault()?.Key ?? "";
    }
}

/// <summary>The marital statuses.</summary>
public static class MaritalStatuses
{
    /// <summary>All of them, in the order offered.</summary>
    public static readonly IReadOnlyList<string> All = ["single", "couple", "partnership", "married", "separated", "divorced", "widowed"];
}

/// <summary>A person's place in a household.</summary>
public sealed class Membership
{
    /// <summary>The household's content item id.</summary>
    public string HouseholdId { get; set; } = "";

    /// <summary>One of <see cref="HouseholdRoles"/>.</summary>
    public string Role { get; set; } = "";

    /// <summary>First day; null for since ever.</summary>
    public DateOnly? From { get; set; }

    /// <summary>Last day; null while it lasts.</summary>
    public DateOnly? To { get; set; }

    /// <summary>Share of the time in percent, for who lives in two homes.</summary>
    public int? Share { get; set; }

    /// <summary>Whether it holds on that day.</summary>
    public bool IsCurrent(DateOnly day) => (From is null || From <= day) && (To is null || To >= day);
}

/// <summary>The roles in a household, in the order members are shown.</summary>
public static class HouseholdRoles
{
    /// <summary>All roles.</summary>
    public static readonly IReadOnlyList<string> All = ["parent", "partner", "adult", "grandparent", "guardian", "child", "pupil", "other"];

    /// <summary>The role's place in the order; a tenant's own roles come last.</summary>
    public static int Rank(string role)
    {
        for (var i = 0; i < All.Count; i++)
        {
            if (All[i] == role)
            {
                return i;
            }
        }

        return All.Count;
    }

    /// <summary>The roles of the young.</summary>
    public static bool IsChild(string role) => role is "child" or "pupil";
}

/// <summary>A person's place in an organisation.</summary>
public sealed class Affiliation
{
    /// <summary>The organisation's content item id.</summary>
    public string OrganisationId { get; set; } = "";

    /// <summary>What the person does there.</summary>
    public string Function { get; set; } = "";

    /// <summary>First day.</summary>
    public DateOnly? From { get; set; }

    /// <summary>Last day.</summary>
    public DateOnly? To { get; set; }
}

/// <summary>How another system calls this person.</summary>
public sealed class ExternalKey
{
    /// <summary>The system, as the import map names it.</summary>
    public string Source { get; set; } = "";

    /// <summary>The identifier there.</summary>
    public string Key { get; set; } = "";
}
