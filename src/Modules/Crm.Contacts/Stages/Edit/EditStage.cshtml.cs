using Crm.Contacts.Names;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Stages.Edit;

/// <summary>The form of a new or present stage.</summary>
[Right(StagesPermissions.Manage)]
internal sealed class EditStage(KeepStage keep, StageNames names, ISiteService sites, IStringLocalizer<EditStage> s) : PageModel
{
    [BindProperty]
    public StageForm Input { get; set; } = new();

    /// <summary>The stage's key; null for a new one.</summary>
    public string? Key { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>How many stages there are, the new one included.</summary>
    public int Places { get; private set; }

    public IEnumerable<SelectListItem> Kinds => [new(s["Open: may become a client"], nameof(StageKind.Open)), new(s["Client"], nameof(StageKind.Client)), new(s["Dormant: a client who has gone quiet"], nameof(StageKind.Dormant)), new(s["Lost: said no, or left"], nameof(StageKind.Lost))];

    public async Task<IActionResult> OnGetAsync(string? key)
    {
        var stages = await keep.OfferedAsync();
        var stage = stages.Find(stage => stage.Key == key);
        if (key is not null && stage is null)
        {
            return NotFound();
        }

        (Key, Name, Places) = (key, stage is null ? "" : names.Of(stage), stages.Count + (key is null ? 1 : 0));
        Input = new StageForm { Place = stage is null ? Places : stages.IndexOf(stage) + 1, Kind = stage?.Kind ?? StageKind.Open, StuckAfterDays = stage?.StuckAfterDays };
        await AskNamesAsync(stage);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? key)
    {
        var stages = await keep.OfferedAsync();
        var stage = stages.Find(stage => stage.Key == key);
        if (key is not null && stage is null)
        {
            return NotFound();
        }

        (Key, Name, Places) = (key, stage is null ? "" : names.Of(stage), stages.Count + (key is null ? 1 : 0));
        foreach (var (member, sentence) in keep.Faults(key, Input))
        {
            ModelState.AddModelError(member.Length == 0 ? "" : $"Input.{member}", sentence);
        }

        if (!ModelState.IsValid)
        {
            await AskNamesAsync(stage);
            return Page();
        }

        await keep.StoreAsync(key, Input);
        this.Toast(s["Saved."]);
        return Redirect(Url.Content("~/admin/stages"));
    }

    // A name for each language of the site; one that the product translates itself is shown as it reads there.
    private async Task AskNamesAsync(Stage? stage) => Input.Names = NamesByLanguage.Ask(await sites.GetSiteSettingsAsync(), Input.Names, culture => stage is null ? "" : names.In(stage, culture));
}

/// <summary>What the form of a stage holds.</summary>
internal sealed class StageForm
{
    /// <summary>The names, that of the site's first language first.</summary>
    public List<LanguageName> Names { get; set; } = [];

    public StageKind Kind { get; set; }

    /// <summary>Blank for never.</summary>
    public int? StuckAfterDays { get; set; }

    /// <summary>Its place in the order, from 1.</summary>
    public int Place { get; set; }
}
