using Crm.Contacts.People;
using Crm.Kernel.Content;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Households;

/// <summary>What the form of a new member holds: somebody already known, or the few words that make a new person.</summary>
internal sealed class MemberForm
{
    public string? PersonId { get; set; }

    public string? GivenName { get; set; }

    public string? FamilyName { get; set; }

    public DateOnly? BirthDate { get; set; }

    public string? Role { get; set; }

    public DateOnly? From { get; set; }

    public int? Share { get; set; }

    /// <summary>Each fault in a sentence.</summary>
    public IEnumerable<string> Faults(IStringLocalizer s, DateOnly today)
    {
        if (string.IsNullOrWhiteSpace(PersonId) && string.IsNullOrWhiteSpace(GivenName) && string.IsNullOrWhiteSpace(FamilyName))
        {
            yield return s["Choose somebody or write a name."];
        }

        if (!HouseholdRoles.All.Contains(Role ?? ""))
        {
            yield return s["Choose a role."];
        }

        if (BirthDate > today)
        {
            yield return s["A birth date cannot lie in the future."];
        }

        if (Share is < 1 or > 100)
        {
            yield return s["A share of the time lies between 1 and 100."];
        }
    }

    /// <summary>The membership it describes.</summary>
    public Membership In(ContentItem household) => new() { HouseholdId = household.ContentItemId, Role = Role!, From = From, Share = Share };
}
