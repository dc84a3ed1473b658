using System.Text.Json.Nodes;
using Crm.Contacts.Ages;
using Crm.Contacts.Duplicates.Entry;
using Crm.Contacts.Edits;
using Crm.Contacts.Households;
using Crm.Contacts.Lists;
using Crm.Contacts.Points;
using Crm.Contacts.Rights;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Display;
using Crm.Kernel.Data;
using Crm.Kernel.Display;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using LinqToDB.Async;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.People;

/// <summary>The form of a new or stored person, with the fields that the tenant added to the type.</summary>
[Right(ContactsPermissions.EditOwn)]
internal sealed class EditPerson(
    ISession session, IContentManager content, ContentItemDisplay display, EditMerge edits, HouseholdAddresses addresses, ContactSights sights,
    LikelyDuplicates duplicates, Today today, HomeCountry country, ISiteService site, ContactLabels labels, IStringLocalizer<EditPerson> s) : PageModel, IUpdateModel
{
    private PersonFieldSettings _fields = new();

    [BindProperty]
    public PersonForm Input { get; set; } = new();

    /// <summary>The version the form was opened with.</summary>
    [BindProperty]
    public long Version { get; set; }

    [BindProperty]
    public List<string> TakeTheirs { get; set; } = [];

    public string? Id { get; private set; }

    public string Name { get; private set; } = "";

    public string? HouseholdName { get; private set; }

    public IReadOnlyList<Clash> Clashes { get; private set; } = [];

    public IReadOnlyList<PlacedShape> Fields { get; private set; } = [];

    public ContactLabels Labels => labels;

    /// <summary>Whether the tenant has switched that field on.</summary>
    public bool IsOn(string field) => _fields.IsOn(field);

    public async Task<IActionResult> OnGetAsync(string? id, string? household, CancellationToken cancellationToken)
    {
        var item = id is null ? await content.NewAsync(ContactTypes.Person) : await FindAsync(id);
        if (item is null)
        {
            return NotFound();
        }

        await ShowAsync(id, item, id is null ? 0 : session.GetVersion(item));
        if (id is null)
        {
            (Input.HouseholdId, Input.Role, Input.Address.Country) = (household, "adult", household is null ? await country.GetAsync() : "");
            await NameHouseholdAsync(cancellationToken);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? id, CancellationToken cancellationToken)
    {
        var item = id is null ? await content.NewAsync(ContactTypes.Person) : await FindAsync(id);
        if (item is null)
        {
            return NotFound();
        }

        var sight = await HideAsync();
        (Id, Name) = (id, sight.Show(item).DisplayText ?? "");
        sight.KeepHidden(Input, PersonForm.Of(item), nameof(PersonPart), PersonForm.Elsewhere);
        Input.Check(ModelState, s, await country.GetAsync(), await today.GetAsync());
        var version = id is null ? 0 : session.GetVersion(item);
        var outcome = await edits.ApplyAsync(item, id is null ? 0 : Version, TakeTheirs, target => WriteAsync(target, isNew: id is null));
        if (ModelState.IsValid && outcome.Clashes.Count > 0)
        {
            ModelState.Clear();
            Clashes = outcome.Clashes;
            await ShowAsync(id, outcome.Shown, version);
            return Page();
        }

        await CheckFieldsAsync(item);
        if (!ModelState.IsValid)
        {
            await NameHouseholdAsync(cancellationToken);
            return Page();
        }

        item.DisplayText = item.As<PersonPart>()!.DisplayName();
        if (id is null)
        {
            await JoinAsync(item);
        }

        await (id is null ? content.CreateAsync(item) : content.UpdateAsync(item));
        this.Toast(id is null ? s["{0} was added.", sight.Show(item).DisplayText ?? ""] : s["Saved."]);
        return Redirect(Url.Content($"~/admin/people/{item.ContentItemId}"));
    }

    /// <summary>Says while typing whether the address is one, and who has it already.</summary>
    public async Task<IActionResult> OnGetEmailAsync(string? id, CancellationToken cancellationToken)
    {
        if (id is not null && await FindAsync(id) is null)
        {
            return NotFound();
        }

        var typed = Request.Query.FirstOrDefault(pair => pair.Key.EndsWith(".Value", StringComparison.Ordinal)).Value.ToString();
        if (string.IsNullOrWhiteSpace(typed))
        {
            return Content("");
        }

        if (EmailAddress.Normalize(typed) is not { } address)
        {
            return Content(s["This is not an e-mail address."]);
        }

        var sight = await sights.ForAsync(User, ContactTypes.Person);
        var key = EmailAddress.Key(address);
        var other = sight is not { Names: true, Emails: true } ? null : await session.QueryIndex<ContactPointIndex>().Where(point => point.Key == key && point.ContentItemId != id)
            .Join(sight.Of(session.QueryIndex<PersonIndex>()), point => point.ContentItemId, person => person.ContentItemId, (_, person) => person.DisplayName).FirstOrDefaultAsync(cancellationToken);
        return Content(other is null ? "" : s["{0} already has this address.", other]);
    }

    /// <summary>Says while a new person is typed who they may already be.</summary>
    public async Task<IActionResult> OnGetDuplicatesAsync(CancellationToken cancellationToken)
    {
        if (RouteData.Values.ContainsKey("id"))
        {
            return NotFound();
        }

        ModelState.Clear();
        await TryUpdateModelAsync(Input, nameof(Input));
        ModelState.Clear();
        var item = await content.NewAsync(ContactTypes.Person);
        Input.Emails.RemoveAll(email => EmailAddress.Normalize(email.Value) is null);
        Input.ApplyTo(item, await country.GetAsync());
        return Partial("/Crm.Contacts/Duplicates/Entry/_LikelyDuplicates.cshtml", await duplicates.OfAsync(User, item, cancellationToken));
    }

    Task<bool> IUpdateModel.TryUpdateModelAsync<TModel>(TModel model, string prefix) => TryUpdateModelAsync(model, prefix);

    private async Task ShowAsync(string? id, ContentItem item, long version)
    {
        var sight = await HideAsync();
        var shown = sight.Show(item);
        (Id, Version, Name, Input) = (id, version, shown.DisplayText ?? "", PersonForm.Of(shown).WithRoom());
        Fields = await display.BuildEditorAsync(shown, this, id is null, update: false, sight.CanSee);
    }

    private async Task<ContactSight> HideAsync()
    {
        _fields = (await site.GetSiteSettingsAsync()).As<PersonFieldSettings>();
        var sight = await sights.ForAsync(User, ContactTypes.Person);
        ViewData.HideInputs(name => sight.Hides(name, nameof(PersonPart), PersonForm.Elsewhere));
        return sight;
    }

    private async Task WriteAsync(ContentItem item, bool isNew)
    {
        if (!ModelState.IsValid)
        {
            Fields = await display.BuildEditorAsync(item, this, isNew, update: true, (await sights.ForAsync(User, ContactTypes.Person)).CanSee);
            return;
        }

        var sight = await sights.ForAsync(User, ContactTypes.Person);
        var before = (JsonObject)item.Data.DeepClone();
        Input.ApplyTo(item, await country.GetAsync());
        Fields = await display.BuildEditorAsync(item, this, isNew, update: true, sight.CanSee);
        sight.KeepHidden(item, before);
    }

    private async Task CheckFieldsAsync(ContentItem item)
    {
        foreach (var fault in (await content.ValidateAsync(item)).Errors)
        {
            ModelState.AddModelError("", fault.Message);
        }
    }

    private Task<ContentItem?> FindAsync(string id) => sights.FindAsync(User, id, ContactTypes.Person, CommonPermissions.EditContent);

    private async Task JoinAsync(ContentItem item)
    {
        if (Input.HouseholdId is { Length: > 0 } household && await sights.FindAsync(User, household, ContactTypes.Household, CommonPermissions.EditContent) is { } home)
        {
            var role = HouseholdRoles.All.Contains(Input.Role ?? "") ? Input.Role! : "adult";
            item.Alter<PersonPart>(person => person.Memberships.Add(new Membership { HouseholdId = home.ContentItemId, Role = role }));
            addresses.Share(home, item);
        }
    }

    private async Task NameHouseholdAsync(CancellationToken cancellationToken)
    {
        if (Input.HouseholdId is { Length: > 0 } household)
        {
            var sight = await sights.ForAsync(User, ContactTypes.Household);
            HouseholdName = !sight.Names ? null : await sight.Scope.Apply(session.QueryIndex<HouseholdIndex>(), row => row.Owner).Where(row => row.ContentItemId == household).Select(row => row.DisplayName).FirstOrDefaultAsync(cancellationToken);
            if (sight.Names && HouseholdName is null)
            {
                // No such household, or not for these eyes: the form promises nothing.
                Input.HouseholdId = null;
            }
        }
    }
}
