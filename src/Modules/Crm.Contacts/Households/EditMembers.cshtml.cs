using Crm.Contacts.Addresses;
using Crm.Contacts.Ages;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Contacts.Rights;
using Crm.Kernel.Content;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Households;

/// <summary>Adds members to a household and lets them leave.</summary>
[Right(ContactsPermissions.EditOwn)]
internal sealed class EditMembers(LinkSaves saves, IContentManager content, ContactSights sights, HouseholdAddresses addresses, Today today, IStringLocalizer<EditMembers> s)
    : LinkPeoplePage(saves, sights, s, ContactTypes.Household, "~/admin/households", "members")
{
    public Task<IActionResult> OnGetAsync(string id) => LeadBackAsync(id);

    public async Task<IActionResult> OnPostAddAsync(string id, MemberForm form)
    {
        var person = await FindPersonAsync(form.PersonId);
        if (await FindAsync(id) is not { } household || (person is null && !string.IsNullOrWhiteSpace(form.PersonId)))
        {
            return NotFound();
        }

        var faults = form.Faults(S, await today.GetAsync()).ToList();
        if (person?.As<PersonPart>() is { } known && known.Memberships.Exists(home => home.HouseholdId == id && home.To is null))
        {
            faults.Add(S["{0} is a member already.", (await SightAsync()).NameOf(person)]);
        }

        if (faults.Count > 0)
        {
            return Refuse(id, string.Join(' ', faults));
        }

        if (person is not null)
        {
            return await ChangeAsync(id, person, part => part.Memberships.Add(form.In(household)), S["Member added."]);
        }

        await CreateAsync(household, form);
        return Done(id, S["Member added."]);
    }

    /// <summary>The person has left on that day (today when blank); the past stays visible.</summary>
    public async Task<IActionResult> OnPostLeaveAsync(string id, string personId, DateOnly? on)
    {
        var day = on ?? await today.GetAsync();
        return await ChangeAsync(id, personId, person => person.Memberships.Where(home => home.HouseholdId == id && home.To is null).ToList().ForEach(home => home.To = day), S["The member has left; the past stays."]);
    }

    /// <summary>The membership was a mistake and never was.</summary>
    public Task<IActionResult> OnPostRemoveAsync(string id, string personId)
        => ChangeAsync(id, personId, person => person.Memberships.RemoveAll(home => home.HouseholdId == id), S["Member removed."]);

    /// <summary>The person has the address of the first home they live in now, or none.</summary>
    protected override async Task SettleAsync(ContentItem person)
    {
        if (person.As<PersonPart>()!.Memberships.Find(home => home.To is null) is { } first && await content.GetAsync(first.HouseholdId, VersionOptions.Latest) is { ContentType: ContactTypes.Household } home)
        {
            addresses.Share(home, person);
        }
        else
        {
            person.Alter<AddressPart>(part => part.Shared = null);
        }
    }

    private async Task CreateAsync(ContentItem household, MemberForm form)
    {
        var person = await content.NewAsync(ContactTypes.Person);
        person.Alter<PersonPart>(part =>
        {
            (part.GivenName, part.FamilyName, part.BirthDate) = (form.GivenName?.Trim() ?? "", form.FamilyName?.Trim() ?? "", form.BirthDate);
            part.Memberships.Add(form.In(household));
        });
        person.DisplayText = person.As<PersonPart>()!.DisplayName();
        addresses.Share(household, person);
        await content.CreateAsync(person);
    }
}
