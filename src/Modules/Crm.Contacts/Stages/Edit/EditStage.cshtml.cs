using Crm.Contacts.Choose;
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
internal sealed class EditStage(LifeCycle lifeCycle, StageNames names, ISiteService sites, IStringLocalizer<EditStage> s) : PageModel
{
    private const int MostDays = 36_500;

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
        var stages = await OfferedAsync();
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
        var stages = await OfferedAsync();
        var stage = stages.Find(stage => stage.Key == key);
        if (key is not null && stage is null)
        {
            return NotFound();
        }

        (Key, Name, Places) = (key, stage is null ? "" : names.Of(stage), stages.Count + (key is null ? 1 : 0));
        var made = key ?? NamesByLanguage.KeyOf(Input.Names.FirstOrDefault()?.Name, Stage.LongestKey, "stage", taken => names.Find(taken) is not null);
        Check(made, key is null);
        if (!ModelState.IsValid)
        {
            await AskNamesAsync(stage);
            return Page();
        }

        await lifeCycle.ChangeAsync(all => Write(all, made));
        this.Toast(s["Saved."]);
        return Redirect(Url.Content("~/admin/stages"));
    }

    private async Task<List<Stage>> OfferedAsync() => [.. (await lifeCycle.ListAsync()).Where(stage => !stage.IsRetired)];

    // A name for each language of the site; one that the product translates itself is shown as it reads there.
    private async Task AskNamesAsync(Stage? stage) => Input.Names = NamesByLanguage.Ask(await sites.GetSiteSettingsAsync(), Input.Names, culture => stage is null ? "" : names.In(stage, culture));

    private void Check(string made, bool isNew)
    {
        for (var i = 0; i < Input.Names.Count; i++)
        {
            if (i == 0 && string.IsNullOrWhiteSpace(Input.Names[i].Name))
            {
                ModelState.AddModelError($"Input.Names[{i}].Name", s["A stage needs a name."]);
            }
            else if (Input.Names[i].Name?.Trim().Length > Stage.LongestName)
            {
                ModelState.AddModelError($"Input.Names[{i}].Name", s["This is too long: {0} characters at most.", Stage.LongestName]);
            }
        }

        if (Input.Names.Count == 0 || (ModelState.IsValid && made.Length == 0))
        {
            ModelState.AddModelError("", s["A stage needs a name."]);
        }
        else if (isNew && names.Find(made) is { } same)
        {
            ModelState.AddModelError("Input.Names[0].Name", same.IsRetired ? s["There was such a stage; bring it back instead."] : s["There is such a stage already."]);
        }

        if (Input.StuckAfterDays is < 1 or > MostDays)
        {
            ModelState.AddModelError("Input.StuckAfterDays", s["Write a number from 1 to {0}.", MostDays]);
        }
    }

    private void Write(List<Stage> all, string key)
    {
        var stage = all.Find(stage => stage.Key == key) ?? new Stage { Key = key };
        stage.Name = Input.Names[0].Name!.Trim();
        stage.Names = NamesByLanguage.Read(Input.Names);
        (stage.Kind, stage.StuckAfterDays) = (Input.Kind, Input.StuckAfterDays);
        all.Place(stage, Input.Place);
    }
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
