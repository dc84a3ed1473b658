using Crm.Contacts.Rights;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.People.Settings;

/// <summary>Switches the sensitive fields of people on, each with its reason. The settings have their history, so it is known who did.</summary>
[Right(ContactsPermissions.ManageFields)]
internal sealed class EditPersonFields(ISiteService sites, IStringLocalizer<EditPersonFields> s) : PageModel
{
    private const int LongestReason = 500;

    [BindProperty]
    public PersonFieldsForm Input { get; set; } = new();

    public async Task OnGetAsync()
    {
        var fields = (await sites.GetSiteSettingsAsync()).As<PersonFieldSettings>();
        Input = new PersonFieldsForm { MaritalStatus = fields.MaritalStatus, Income = fields.Income };
    }

    public async Task<IActionResult> OnPostAsync()
    {
        foreach (var (name, reason) in new[] { (nameof(Input.MaritalStatus), Input.MaritalStatus), (nameof(Input.Income), Input.Income) })
        {
            if (reason?.Trim().Length is > 0 and < PersonFieldSettings.ShortestReason)
            {
                ModelState.AddModelError($"Input.{name}", s["Say it in a few words more."]);
            }
            else if (reason?.Length > LongestReason)
            {
                ModelState.AddModelError($"Input.{name}", s["This is too long: {0} characters at most.", LongestReason]);
            }
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var site = await sites.LoadSiteSettingsAsync();
        site.Put(new PersonFieldSettings { MaritalStatus = Input.MaritalStatus?.Trim() ?? "", Income = Input.Income?.Trim() ?? "" });
        await sites.UpdateSiteSettingsAsync(site);
        this.Toast(s["Saved."]);
        return RedirectToPage();
    }
}

/// <summary>What the page asks for: a reason each.</summary>
internal sealed class PersonFieldsForm
{
    public string? MaritalStatus { get; set; }

    public string? Income { get; set; }
}
