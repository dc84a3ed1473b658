using System.Globalization;
using Crm.Contacts.Choose;
using Crm.Contacts.Names;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Relations.Edit;

/// <summary>The form of a new or present kind of relation.</summary>
[Right(RelationPermissions.Manage)]
internal sealed class EditKind(RelationKinds kinds, ISiteService sites, IStringLocalizer<EditKind> s) : PageModel
{
    [BindProperty]
    public KindForm Input { get; set; } = new();

    /// <summary>The kind's key; null for a new one.</summary>
    public string? Key { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>How many kinds there are, the new one included.</summary>
    public int Places { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? key) => await LoadAsync(key, isAsked: true) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string? key)
    {
        if (!await LoadAsync(key, isAsked: false))
        {
            return NotFound();
        }

        var all = await kinds.ListAsync();
        var made = key ?? NamesByLanguage.KeyOf(Input.Names[0].Name, RelationKind.LongestKey, "relation", taken => all.Any(kind => kind.Key == taken));
        Check(made, key is null ? all : []);
        if (!ModelState.IsValid)
        {
            return Page();
        }

        await kinds.ChangeAsync(list => Write(list, made));
        this.Toast(s["Saved."]);
        return Redirect(Url.Content("~/admin/relation-kinds"));
    }

    private async Task<bool> LoadAsync(string? key, bool isAsked)
    {
        var offered = (await kinds.ListAsync()).Where(kind => !kind.IsRetired).ToList();
        var known = offered.Find(kind => kind.Key == key);
        if (key is not null && known is null)
        {
            return false;
        }

        (Key, Name, Places) = (key, known is null ? "" : kinds.NameOf(known), offered.Count + (key is null ? 1 : 0));
        Input.Place = !isAsked ? Input.Place : known is null ? Places : offered.IndexOf(known) + 1;
        var site = await sites.GetSiteSettingsAsync();
        Input.Names = NamesByLanguage.Ask(site, Input.Names, Known(isSecond: false));
        Input.OtherNames = NamesByLanguage.Ask(site, Input.OtherNames, Known(isSecond: true));
        return true;

        Func<CultureInfo, string> Known(bool isSecond) => culture => known is null ? "" : kinds.In(culture, known, isSecond);
    }

    private void Check(string made, IEnumerable<RelationKind> taken)
    {
        if (string.IsNullOrWhiteSpace(Input.Names[0].Name) || made.Length == 0)
        {
            ModelState.AddModelError("Input.Names[0].Name", s["A kind of relation needs a name."]);
        }
        else if (taken.FirstOrDefault(kind => kind.Key == made) is { } same)
        {
            ModelState.AddModelError("Input.Names[0].Name", same.IsRetired ? s["There was such a kind; bring it back instead."] : s["There is such a kind already."]);
        }

        if (string.IsNullOrWhiteSpace(Input.OtherNames[0].Name) && Input.OtherNames.Exists(name => !string.IsNullOrWhiteSpace(name.Name)))
        {
            ModelState.AddModelError("Input.OtherNames[0].Name", s["Give the other name here too, or nowhere."]);
        }

        foreach (var (list, names) in new[] { (nameof(Input.Names), Input.Names), (nameof(Input.OtherNames), Input.OtherNames) })
        {
            foreach (var at in Enumerable.Range(0, names.Count).Where(at => names[at].Name?.Trim().Length > RelationKind.LongestName))
            {
                ModelState.AddModelError($"Input.{list}[{at}].Name", s["This is too long: {0} characters at most.", RelationKind.LongestName]);
            }
        }
    }

    private void Write(List<RelationKind> all, string key)
    {
        var kind = all.Find(kind => kind.Key == key) ?? new RelationKind { Key = key };
        (kind.Name, kind.Names) = (Input.Names[0].Name!.Trim(), NamesByLanguage.Read(Input.Names));
        (kind.OtherName, kind.OtherNames) = (Input.OtherNames[0].Name?.Trim() ?? "", NamesByLanguage.Read(Input.OtherNames));
        all.Place(kind, Input.Place);
    }
}

/// <summary>What the form of a kind of relation holds.</summary>
internal sealed class KindForm
{
    /// <summary>What the one is to the other, by language, that of the site's first one first.</summary>
    public List<LanguageName> Names { get; set; } = [];

    /// <summary>What the other is to the one; blank when it is the same.</summary>
    public List<LanguageName> OtherNames { get; set; } = [];

    /// <summary>Its place in the order, from 1.</summary>
    public int Place { get; set; }
}
