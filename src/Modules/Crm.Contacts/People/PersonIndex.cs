using Crm.Contacts.Lists;
using Crm.Kernel.Data;

namespace Crm.Contacts.People;

/// <summary>One row a living (not trashed) person: all that lists sort, filter and show.</summary>
public sealed class PersonIndex : ContactIndex
{
    /// <summary>The number that people read; 0 for none.</summary>
    public long Number { get; set; }

    /// <summary>Post code.</summary>
    public string Postcode { get; set; } = "";

    /// <summary>Main e-mail address.</summary>
    public string? Email { get; set; }

    /// <summary>Main phone, E.164.</summary>
    public string? Phone { get; set; }

    /// <summary>Birth date.</summary>
    public DateOnly? BirthDate { get; set; }

    /// <summary>Birth date as the number yyyymmdd, 0 when unknown: databases do not agree where null sorts.</summary>
    public int BirthKey { get; set; }

    /// <summary>A day as <see cref="BirthKey"/> holds it.</summary>
    public static int KeyOf(DateOnly day) => (day.Year * 10_000) + (day.Month * 100) + day.Day;

    /// <summary>Day of death.</summary>
    public DateOnly? DiedOn { get; set; }

    /// <summary>"female", "male", "other" or empty.</summary>
    public string Gender { get; set; } = "";

    /// <summary>The preferred language (BCP 47); empty when unknown.</summary>
    public string Language { get; set; } = "";

    /// <summary>Where the person comes from.</summary>
    public string Source { get; set; } = "";

    /// <summary>Life-cycle stage.</summary>
    public string Stage { get; set; } = "";

    /// <summary>When the person came into the stage, UTC; the smallest moment there is when it is not known.</summary>
    public DateTime StageSince { get; set; }

    /// <summary>Marital status, or empty.</summary>
    public string MaritalStatus { get; set; } = "";

    /// <summary>Yearly income in whole units; −1 when it is not known.</summary>
    public int Income { get; set; }

    /// <summary>Team.</summary>
    public string Team { get; set; } = "";

    /// <summary>The first household.</summary>
    public string? HouseholdId { get; set; }

    /// <summary>Creation.</summary>
    public DateTime CreatedUtc { get; set; }
}

/// <summary>One row an e-mail address or phone: what a search or a duplicate check asks.</summary>
public sealed class ContactPointIndex : MapIndex
{
    /// <summary>The person or organisation.</summary>
    public string ContentItemId { get; set; } = "";

    /// <summary>"email" or "phone".</summary>
    public string Kind { get; set; } = "";

    /// <summary>The address in lower case, or the number as E.164.</summary>
    public string Value { get; set; } = "";

    /// <summary>What different spellings of one mailbox share; the number itself for a phone.</summary>
    public string Key { get; set; } = "";
}

/// <summary>One row an identifier of another system.</summary>
public sealed class ExternalKeyIndex : MapIndex
{
    /// <summary>The person.</summary>
    public string ContentItemId { get; set; } = "";

    /// <summary>The other system.</summary>
    public string Source { get; set; } = "";

    /// <summary>The identifier there; unique in its source.</summary>
    public string ExternalId { get; set; } = "";
}

/// <summary>One row a membership, with what a household's page shows of the member.</summary>
public sealed class MembershipIndex : MapIndex
{
    /// <summary>The person.</summary>
    public string PersonId { get; set; } = "";

    /// <summary>The household.</summary>
    public string HouseholdId { get; set; } = "";

    /// <summary>The person's name.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>The person's birth date.</summary>
    public DateOnly? BirthDate { get; set; }

    /// <summary>The person's day of death.</summary>
    public DateOnly? DiedOn { get; set; }

    /// <summary>Role in the household.</summary>
    public string Role { get; set; } = "";

    /// <summary>First day.</summary>
    public DateOnly? From { get; set; }

    /// <summary>Last day.</summary>
    public DateOnly? To { get; set; }

    /// <summary>Share of the time in percent.</summary>
    public int? Share { get; set; }
}

/// <summary>One row an affiliation.</summary>
public sealed class AffiliationIndex : MapIndex
{
    /// <summary>The person.</summary>
    public string PersonId { get; set; } = "";

    /// <summary>The organisation.</summary>
    public string OrganisationId { get; set; } = "";

    /// <summary>The person's name.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>What the person does there.</summary>
    public string Function { get; set; } = "";

    /// <summary>Last day; null while it lasts.</summary>
    public DateOnly? To { get; set; }
}
