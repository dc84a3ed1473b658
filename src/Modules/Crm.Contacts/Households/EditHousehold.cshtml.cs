using Crm.Contacts.Points;
using Crm.Contacts.Rights;
using Crm.Kernel.Content;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Households;

/// <summary>The form of a new or stored household.</summary>
[Right(ContactsPermissions.Edit)]
internal sealed class EditHousehold(IContentManager content, HomeCountry country, IStringLocalizer<EditHousehold> s) : PageModel
{
    [BindProperty]
    public HouseholdForm Input { get; set; } = new();

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

        (Id, Name, Input) = (id, item.DisplayText ?? "", HouseholdForm.Of(item));
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

        Input.ApplyTo(item);
        await (id is null ? content.CreateAsync(item) : content.UpdateAsync(item));
        this.Toast(id is null ? s["{0} was added.", item.DisplayText ?? ""] : s["Saved."]);
        return Redirect(Url.Content($"~/admin/households/{item.ContentItemId}"));
    }

    private async Task<ContentItem?> FindAsync(string id)
        => await content.GetAsync(id, VersionOptions.Latest) is { ContentType: ContactTypes.Household } item ? item : null;
}
