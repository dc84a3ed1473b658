using Crm.Contacts.Ages;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Contacts.Rights;
using Crm.Kernel.Content;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Households;

/// <summary>Adds members to a household and lets them leave.</summary>
[Right(ContactsPermissions.EditOwn)]
internal sealed class EditMembers(IContentManager content, ContactSights sights, HouseholdAddresses addresses, Today today, IStringLocalizer<EditMembers> s) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string id) => await sights.FindAsync(User, id, ContactTypes.Household) is null ? NotFound() : Back(id);

    public async Task<IActionResult> OnPostAddAsync(string id, MemberForm form)
    {
        if (await FindAsync(id, ContactTypes.Household) is not { } household)
        {
            return NotFound();
        }

        var faults = form.Faults(s, await today.GetAsync()).ToList();
        var person = string.IsNullOrWhiteSpace(form.PersonId) ? null : await FindAsync(form.PersonId, ContactTypes.Person);
        if (person is null && !string.IsNullOrWhiteSpace(form.PersonId))
        {
            return NotFound();
        }

        if (person?.As<PersonPart>() is { } known && known.Memberships.Exists(home => home.HouseholdId == id && home.To is null))
        {
            faults.Add(s["{0} is a member already.", (await sights.ForAsync(User, ContactTypes.Person)).Show(person).DisplayText ?? ""]);
        }

        if (faults.Count > 0)
        {
            this.Toast(string.Join(' ', faults), tone: "bad");
            return Back(id);
        }

        await (person is null ? CreateAsync(household, form) : JoinAsync(household, person, form));
        this.Toast(s["Member added."]);
        return Back(id);
    }

    /// <summary>The person has left on that day (today when blank); the past stays visible.</summary>
    public async Task<IActionResult> OnPostLeaveAsync(string id, string personId, DateOnly? on)
    {
        var day = on ?? await today.GetAsync();
        return await ChangeAsync(id, personId, person => person.Memberships.Where(home => home.HouseholdId == id && home.To is null).ToList().ForEach(home => home.To = day), s["The member has left; the past stays."]);
    }

    /// <summary>The membership was a mistake and never was.</summary>
    public Task<IActionResult> OnPostRemoveAsync(string id, string personId)
        => ChangeAsync(id, personId, person => person.Memberships.RemoveAll(home => home.HouseholdId == id), s["Member removed."]);

    private async Task<IActionResult> ChangeAsync(string id, string personId, Action<PersonPart> change, string said)
    {
        if (await FindAsync(id, ContactTypes.Household) is null || await FindAsync(personId, ContactTypes.Person) is not { } person)
        {
            return NotFound();
        }

        person.Alter(change);
        await ShareFirstHomeAsync(person);
        await content.UpdateAsync(person);
        this.Toast(said);
        return Back(id);
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

    private async Task JoinAsync(ContentItem household, ContentItem person, MemberForm form)
    {
        person.Alter<PersonPart>(part => part.Memberships.Add(form.In(household)));
        await ShareFirstHomeAsync(person);
        await content.UpdateAsync(person);
    }

    private async Task ShareFirstHomeAsync(ContentItem person)
    {
        if (person.As<PersonPart>()!.Memberships.Find(home => home.To is null) is { } first && await content.GetAsync(first.HouseholdId, VersionOptions.Latest) is { ContentType: ContactTypes.Household } home)
        {
            addresses.Share(home, person);
        }
        else
        {
            person.Alter<Addresses.AddressPart>(part => part.Shared = null);
        }
    }

    private Task<ContentItem?> FindAsync(string id, string type) => sights.FindAsync(User, id, type, CommonPermissions.EditContent);

    private RedirectResult Back(string id) => Redirect(Url.Content($"~/admin/households/{id}"));
}
