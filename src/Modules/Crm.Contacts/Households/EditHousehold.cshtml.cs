using Crm.Contacts.Edits;
using Crm.Contacts.Points;
using Crm.Contacts.Rights;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Households;

/// <summary>The form of a new or stored household.</summary>
[Right(ContactsPermissions.Edit)]
internal sealed class EditHousehold(ISession session, IContentManager content, EditMerge edits, HomeCountry country, IStringLocalizer<EditHousehold> s) : PageModel
{
    [BindProperty]
    public HouseholdForm Input { get; set; } = new();

    /// <summary>The version the form was opened with.</summary>
    [BindProperty]
    public long Version { get; set; }

    [BindProperty]
    public List<string> TakeTheirs { get; set; } = [];

    public IReadOnlyList<Clash> Clashes { get; private set; } = [];

    public string? Id { get; private set; }

    public string Name { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(string? id)
    {
        if (id is null)
        {
            Input.Address.Country = await country.GetAsync();
            return Page();
        }

        if (await FindAsync(id) is not { } item)
        {
            return NotFound();
        }

        (Id, Version, Name, Input) = (id, session.GetVersion(item), item.DisplayText ?? "", HouseholdForm.Of(item));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? id)
    {
        var item = id is null ? await content.NewAsync(ContactTypes.Household) : await FindAsync(id);
        if (item is null)
        {
            return NotFound();
        }

        (Id, Name) = (id, item.DisplayText ?? "");
        Input.Check(ModelState, s);
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var version = id is null ? 0 : session.GetVersion(item);
        var outcome = await edits.ApplyAsync(item, id is null ? 0 : Version, TakeTheirs, target =>
        {
            Input.ApplyTo(target);
            return Task.CompletedTask;
        });
        if (outcome.Clashes.Count > 0)
        {
            ModelState.Clear();
            (Clashes, Version, Input) = (outcome.Clashes, version, HouseholdForm.Of(outcome.Shown));
            return Page();
        }

        item.DisplayText = item.As<HouseholdPart>()!.Name;
        await (id is null ? content.CreateAsync(item) : content.UpdateAsync(item));
        this.Toast(id is null ? s["{0} was added.", item.DisplayText ?? ""] : s["Saved."]);
        return Redirect(Url.Content($"~/admin/households/{item.ContentItemId}"));
    }

    private async Task<ContentItem?> FindAsync(string id)
        => await content.GetAsync(id, VersionOptions.Latest) is { ContentType: ContactTypes.Household } item ? item : null;
}
