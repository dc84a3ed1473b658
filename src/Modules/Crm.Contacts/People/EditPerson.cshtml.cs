using System.Text.Json.Nodes;
using Crm.Contacts.Ages;
using Crm.Contacts.Households;
using Crm.Contacts.Lists;
using Crm.Contacts.Points;
using Crm.Contacts.Rights;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using LinqToDB.Async;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.People;

/// <summary>The form of a new or stored person.</summary>
[Right(ContactsPermissions.Edit)]
internal sealed class EditPerson(
    ISession session, IContentManager content, HouseholdAddresses addresses, ContactSights sights, Today today, HomeCountry country, ContactLabels labels, IStringLocalizer<EditPerson> s) : PageModel
{
    [BindProperty]
    public PersonForm Input { get; set; } = new();

    public string? Id { get; private set; }

    public string Name { get; private set; } = "";

    public string? HouseholdName { get; private set; }

    public ContactLabels Labels => labels;

    public async Task<IActionResult> OnGetAsync(string? id, string? household, CancellationToken cancellationToken)
    {
        if (id is null)
        {
            Input = new PersonForm { HouseholdId = household, Role = "adult", Address = { Country = household is null ? await country.GetAsync() : "" } };
            await NameHouseholdAsync(cancellationToken);
        }
        else if (await FindAsync(id) is { } item)
        {
            var shown = (await sights.ForAsync(User, ContactTypes.Person)).Show(item);
            (Id, Name, Input) = (id, shown.DisplayText ?? "", PersonForm.Of(shown));
        }
        else
        {
            return NotFound();
        }

        Input.WithRoom();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? id, CancellationToken cancellationToken)
    {
        var item = id is null ? await content.NewAsync(ContactTypes.Person) : await FindAsync(id);
        if (item is null)
        {
            return NotFound();
        }

        (Id, Name) = (id, item.DisplayText ?? "");
        Input.Check(ModelState, s, await country.GetAsync(), await today.GetAsync());
        if (!ModelState.IsValid)
        {
            await NameHouseholdAsync(cancellationToken);
            return Page();
        }

        var before = (JsonObject)item.Data.DeepClone();
        Input.ApplyTo(item, await country.GetAsync());
        (await sights.ForAsync(User, ContactTypes.Person)).KeepHidden(item, before);
        item.DisplayText = item.As<PersonPart>()!.DisplayName();
        if (id is null)
        {
            await JoinAsync(item);
            await content.CreateAsync(item);
        }
        else
        {
            await content.UpdateAsync(item);
        }

        this.Toast(id is null ? s["{0} was added.", item.DisplayText ?? ""] : s["Saved."]);
        return Redirect(Url.Content($"~/admin/people/{item.ContentItemId}"));
    }

    /// <summary>Says while typing whether the address is one, and who has it already.</summary>
    public async Task<ContentResult> OnGetEmailAsync(string? id, CancellationToken cancellationToken)
    {
        var typed = Request.Query.FirstOrDefault(pair => pair.Key.EndsWith(".Value", StringComparison.Ordinal)).Value.ToString();
        if (string.IsNullOrWhiteSpace(typed))
        {
            return Content("");
        }

        if (EmailAddress.Normalize(typed) is not { } address)
        {
            return Content(s["This is not an e-mail address."]);
        }

        var key = EmailAddress.Key(address);
        var other = await session.QueryIndex<ContactPointIndex>().Where(point => point.Key == key && point.ContentItemId != id)
            .Join(session.QueryIndex<PersonIndex>(), point => point.ContentItemId, person => person.ContentItemId, (_, person) => person.DisplayName).FirstOrDefaultAsync(cancellationToken);
        return Content(other is null ? "" : s["{0} already has this address.", other]);
    }

    private async Task<ContentItem?> FindAsync(string id)
        => await content.GetAsync(id, VersionOptions.Latest) is { ContentType: ContactTypes.Person } item ? item : null;

    private async Task JoinAsync(ContentItem item)
    {
        if (Input.HouseholdId is { Length: > 0 } household && await content.GetAsync(household, VersionOptions.Latest) is { ContentType: ContactTypes.Household } home)
        {
            var role = HouseholdRoles.All.Contains(Input.Role ?? "") ? Input.Role! : "adult";
            item.As<PersonPart>()!.Memberships.Add(new Membership { HouseholdId = home.ContentItemId, Role = role });
            addresses.Share(home, item);
        }
    }

    private async Task NameHouseholdAsync(CancellationToken cancellationToken)
    {
        if (Input.HouseholdId is { Length: > 0 } household)
        {
            HouseholdName = await session.QueryIndex<HouseholdIndex>().Where(row => row.ContentItemId == household).Select(row => row.DisplayName).FirstOrDefaultAsync(cancellationToken);
        }
    }
}
