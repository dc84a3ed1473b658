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

namespace Crm.Contacts.Organisations;

/// <summary>The form of a new or stored organisation.</summary>
[Right(ContactsPermissions.EditOwn)]
internal sealed class EditOrganisation(ISession session, IContentManager content, EditMerge edits, ContactSights sights, HomeCountry country, IStringLocalizer<EditOrganisation> s) : PageModel
{
    [BindProperty]
    public OrganisationForm Input { get; set; } = new();

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
        (Id, Version, Name, Input) = (id, session.GetVersion(item), shown.DisplayText ?? "", OrganisationForm.Of(shown));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? id)
    {
        var item = id is null ? await content.NewAsync(ContactTypes.Organisation) : await FindAsync(id);
        if (item is null)
        {
            return NotFound();
        }

        var sight = await HideAsync();
        (Id, Name) = (id, sight.Show(item).DisplayText ?? "");
        sight.KeepHidden(Input, OrganisationForm.Of(item), nameof(OrganisationPart), OrganisationForm.Elsewhere);
        Input.Check(ModelState, s, await country.GetAsync());
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var (version, at) = (id is null ? 0 : session.GetVersion(item), await country.GetAsync());
        var outcome = await edits.ApplyAsync(item, id is null ? 0 : Version, TakeTheirs, target =>
        {
            var before = (JsonObject)target.Data.DeepClone();
            Input.ApplyTo(target, at);
            sight.KeepHidden(target, before);
            return Task.CompletedTask;
        });
        if (outcome.Clashes.Count > 0)
        {
            ModelState.Clear();
            (Clashes, Version, Input) = (outcome.Clashes, version, OrganisationForm.Of(sight.Show(outcome.Shown)));
            return Page();
        }

        item.DisplayText = item.As<OrganisationPart>()!.Name;
        await (id is null ? content.CreateAsync(item) : content.UpdateAsync(item));
        this.Toast(id is null ? s["{0} was added.", sight.Show(item).DisplayText ?? ""] : s["Saved."]);
        return Redirect(Url.Content($"~/admin/organisations/{item.ContentItemId}"));
    }

    private Task<ContentItem?> FindAsync(string id) => sights.FindAsync(User, id, ContactTypes.Organisation, CommonPermissions.EditContent);

    private async Task<ContactSight> HideAsync()
    {
        var sight = await sights.ForAsync(User, ContactTypes.Organisation);
        ViewData.HideInputs(name => sight.Hides(name, nameof(OrganisationPart), OrganisationForm.Elsewhere));
        return sight;
    }
}
