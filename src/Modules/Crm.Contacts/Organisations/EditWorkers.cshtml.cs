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

namespace Crm.Contacts.Organisations;

/// <summary>Says who works at an organisation, as what and since when, and who has left.</summary>
[Right(ContactsPermissions.EditOwn)]
internal sealed class EditWorkers(IContentManager content, ContactSights sights, Today today, IStringLocalizer<EditWorkers> s) : PageModel
{
    private const int LongestFunction = 200;

    private const string Path = $"{nameof(PersonPart)}.{nameof(PersonPart.Affiliations)}";

    public async Task<IActionResult> OnGetAsync(string id) => await sights.FindAsync(User, id, ContactTypes.Organisation) is null ? NotFound() : Back(id);

    public async Task<IActionResult> OnPostAddAsync(string id, WorkerForm form)
    {
        var person = string.IsNullOrWhiteSpace(form.PersonId) ? null : await FindAsync(form.PersonId, ContactTypes.Person);
        var sight = await sights.ForAsync(User, ContactTypes.Person);
        if (await FindAsync(id, ContactTypes.Organisation) is null || !sight.CanSee(Path) || (person is null && !string.IsNullOrWhiteSpace(form.PersonId)))
        {
            return NotFound();
        }

        var fault = person is null ? s["Choose somebody."].Value : Fault(person, sight, id, form, await today.GetAsync());
        if (person is null || fault is not null)
        {
            this.Toast(fault!, tone: "bad");
            return Back(id);
        }

        person.Alter<PersonPart>(part => part.Affiliations.Add(new Affiliation { OrganisationId = id, Function = form.Function?.Trim() ?? "", From = form.From, To = form.To }));
        await content.UpdateAsync(person);
        this.Toast(s["{0} was added.", sight.Show(person).DisplayText ?? ""]);
        return Back(id);
    }

    /// <summary>The person has left on that day (today when blank); the past stays visible.</summary>
    public async Task<IActionResult> OnPostLeaveAsync(string id, string personId, DateOnly? on)
    {
        var day = on ?? await today.GetAsync();
        return await ChangeAsync(id, personId, person => person.Affiliations.Where(work => work.OrganisationId == id && work.To is null).ToList().ForEach(work => work.To = day), s["The person has left; the past stays."]);
    }

    /// <summary>The link was a mistake and never was.</summary>
    public Task<IActionResult> OnPostRemoveAsync(string id, string personId)
        => ChangeAsync(id, personId, person => person.Affiliations.RemoveAll(work => work.OrganisationId == id), s["The link was removed."]);

    private string? Fault(ContentItem person, ContactSight sight, string id, WorkerForm form, DateOnly today)
        => form.Function?.Trim().Length > LongestFunction ? s["This is too long: {0} characters at most.", LongestFunction].Value
            : form.To < form.From ? s["The last day lies before the first."].Value
            : (form.To is null || form.To >= today) && person.As<PersonPart>()?.Affiliations.Exists(work => work.OrganisationId == id && (work.To is null || work.To >= today)) == true ? s["{0} works here already.", sight.Show(person).DisplayText ?? ""].Value
            : null;

    private async Task<IActionResult> ChangeAsync(string id, string personId, Action<PersonPart> change, string said)
    {
        if (await FindAsync(id, ContactTypes.Organisation) is null || await FindAsync(personId, ContactTypes.Person) is not { } person || !(await sights.ForAsync(User, ContactTypes.Person)).CanSee(Path))
        {
            return NotFound();
        }

        person.Alter(change);
        await content.UpdateAsync(person);
        this.Toast(said);
        return Back(id);
    }

    private Task<ContentItem?> FindAsync(string id, string type) => sights.FindAsync(User, id, type, CommonPermissions.EditContent);

    private RedirectResult Back(string id) => Redirect(Url.Content($"~/admin/organisations/{id}"));
}

/// <summary>What the form of somebody who works at an organisation holds.</summary>
internal sealed class WorkerForm
{
    public string? PersonId { get; set; }

    /// <summary>What the person does there.</summary>
    public string? Function { get; set; }

    public DateOnly? From { get; set; }

    public DateOnly? To { get; set; }
}
