using System.Text.Json.Nodes;
using Crm.Contacts.Edits;
using Crm.Contacts.Lists;
using Crm.Contacts.Points;
using Crm.Contacts.Rights;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Display;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Households;

/// <summary>The form of a new or stored household.</summary>
[Right(ContactsPermissions.EditOwn)]
internal sealed class EditHousehold(ISession session, IContentManager content, EditMerge edits, ContactSights sights, HomeCountry country, IStringLocalizer<EditHousehold> s) : PageModel
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
        var sight = await HideAsync();
        if (id is null)
        {
            Input.Address.Country = await country.GetAsync();
            return Page();
        }

        if (await FindAsync(id) is not { } item)
        {
            return NotFound();
        }

        var shown = sight.Show(item);
        (Id, Version, Name, Input) = (id, session.GetVersion(item), shown.DisplayText ?? "", HouseholdForm.Of(shown));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? id)
    {
        var item = id is null ? await content.NewAsync(ContactTypes.Household) : await FindAsync(id);
        if (item is null)
        {
            return NotFound();
        }

        var sight = await HideAsync();
        (Id, Name) = (id, sight.Show(item).DisplayText ?? "");
        sight.KeepHidden(Input, HouseholdForm.Of(item), nameof(HouseholdPart), HouseholdForm.Elsewhere);
        Input.Check(ModelState, s);
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var version = id is null ? 0 : session.GetVersion(item);
        var outcome = await edits.ApplyAsync(item, id is null ? 0 : Version, TakeTheirs, target =>
        {
            var before = (JsonObject)target.Data.DeepClone();
            Input.ApplyTo(target);
            sight.KeepHidden(target, before);
            return Task.CompletedTask;
        });
        if (outcome.Clashes.Count > 0)
        {
            ModelState.Clear();
            (Clashes, Version, Input) = (outcome.Clashes, version, HouseholdForm.Of(sight.Show(outcome.Shown)));
            return Page();
        }

        item.DisplayText = item.As<HouseholdPart>()!.Name;
        await (id is null ? content.CreateAsync(item) : content.UpdateAsync(item));
        this.Toast(id is null ? s["{0} was added.", sight.Show(item).DisplayText ?? ""] : s["Saved."]);
        return Redirect(Url.Content($"~/admin/households/{item.ContentItemId}"));
    }

    private Task<ContentItem?> FindAsync(string id) => sights.FindAsync(User, id, ContactTypes.Household, CommonPermissions.EditContent);

    private async Task<ContactSight> HideAsync()
    {
        var sight = await sights.ForAsync(User, ContactTypes.Household);
        ViewData.HideInputs(name => sight.Hides(name, nameof(HouseholdPart), HouseholdForm.Elsewhere));
        return sight;
    }
}
