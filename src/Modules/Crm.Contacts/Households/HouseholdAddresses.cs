using Crm.Contacts.Addresses;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using LinqToDB.Async;

namespace Crm.Contacts.Households;

/// <summary>Keeps the household's address with each who lives there first of all, so that lists sort and search people by it.</summary>
internal sealed class HouseholdAddresses(ISession session)
{
    /// <summary>Gives a person the address of their home.</summary>
    public void Share(ContentItem household, ContentItem person)
        => person.Alter<AddressPart>(part => part.Shared = household.As<AddressPart>()?.Main()?.Copy());

    /// <summary>Gives the household's present address to its members.</summary>
    public async Task ShareWithMembersAsync(ContentItem household)
    {
        var members = await session.QueryIndex<MembershipIndex>().Where(row => row.HouseholdId == household.ContentItemId).Select(row => row.DocumentId).Distinct().ToListAsync();
        foreach (var person in await session.GetAsync<ContentItem>(members))
        {
            if (person.As<PersonPart>()?.Memberships.Find(membership => membership.To is null)?.HouseholdId == household.ContentItemId)
            {
                Share(household, person);
                await session.SaveAsync(person);
            }
        }
    }
}

/// <summary>Passes a changed address on to the members, in the same transaction.</summary>
internal sealed class PassAddressOn(HouseholdAddresses addresses) : ContentHandlerBase
{
    public override Task UpdatedAsync(ContentItem item)
        => item.ContentType == ContactTypes.Household ? addresses.ShareWithMembersAsync(item) : Task.CompletedTask;
}
