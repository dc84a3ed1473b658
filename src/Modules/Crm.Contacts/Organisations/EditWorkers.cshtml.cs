using Crm.Contacts.Ages;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Contacts.Rights;
using Crm.Kernel.Content;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Organisations;

/// <summary>Says who works at an organisation, as what and since when, and who has left.</summary>
[Right(ContactsPermissions.EditOwn)]
internal sealed class EditWorkers(LinkSaves saves, ContactSights sights, Today today, IStringLocalizer<EditWorkers> s)
    : LinkPeoplePage(saves, sights, s, ContactTypes.Organisation, "~/admin/organisations", "people")
{
    private const int LongestFunction = 200;

    public Task<IActionResult> OnGetAsync(string id) => LeadBackAsync(id);

    public async Task<IActionResult> OnPostAddAsync(string id, WorkerForm form)
    {
        var person = await FindPersonAsync(form.PersonId);
        if (await FindAsync(id) is null || !await MayLinkAsync() || (person is null && !string.IsNullOrWhiteSpace(form.PersonId)))
        {
            return NotFound();
        }

        if (person is null)
        {
            return Refuse(id, S["Choose somebody."]);
        }

        var name = (await SightAsync()).NameOf(person);
        return Fault(person, name, id, form, await today.GetAsync()) is { } fault ? Refuse(id, fault)
            : await ChangeAsync(id, person, part => part.Affiliations.Add(new Affiliation { OrganisationId = id, Function = form.Function?.Trim() ?? "", From = form.From, To = form.To }), S["{0} was added.", name]);
    }

    /// <summary>The person has left on that day (today when blank); the past stays visible.</summary>
    public async Task<IActionResult> OnPostLeaveAsync(string id, string personId, DateOnly? on)
    {
        var day = on ?? await today.GetAsync();
        return await ChangeAsync(id, personId, person => person.Affiliations.Where(work => work.OrganisationId == id && work.To is null).ToList().ForEach(work => work.To = day), S["The person has left; the past stays."]);
    }

    /// <summary>The link was a mistake and never was.</summary>
    public Task<IActionResult> OnPostRemoveAsync(string id, string personId)
        => ChangeAsync(id, personId, person => person.Affiliations.RemoveAll(work => work.OrganisationId == id), S["The link was removed."]);

    protected override async Task<bool> MayLinkAsync() => (await SightAsync()).CanSee($"{nameof(PersonPart)}.{nameof(PersonPart.Affiliations)}");

    private string? Fault(ContentItem person, string name, string id, WorkerForm form, DateOnly today)
        => form.Function?.Trim().Length > LongestFunction ? S["This is too long: {0} characters at most.", LongestFunction].Value
            : form.To < form.From ? S["The last day lies before the first."].Value
            : (form.To is null || form.To >= today) && person.As<PersonPart>()?.Affiliations.Exists(work => work.OrganisationId == id && (work.To is null || work.To >= today)) == true ? S["{0} works here already.", name].Value
            : null;
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
