using System.Text;
using Crm.Contacts.Ages;
using Crm.Contacts.Export;
using Crm.Contacts.Import.Links;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Contacts.Rights;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Import.Wizard;

/// <summary>What a file's columns are, and how the file is read.</summary>
[Right(ContactsPermissions.Import)]
internal sealed class MapColumns(
    PeopleImports imports, ContactSights sights, PersonColumns catalogue, HomeCountry home, Today today, ContactLabels labels, IStringLocalizer<MapColumns> s) : PageModel
{
    private const int MostExamples = 3;
    private const int LongestExample = 40;
    private const string Tab = "tab";
    private const string SourceTarget = nameof(PersonPart.Source);
    private const string StageTarget = nameof(PersonPart.Stage);

    [BindProperty]
    public List<ColumnForm> Columns { get; set; } = [];

    /// <summary>What the rows are, as chosen.</summary>
    [BindProperty]
    public string? Holds { get; set; }

    [BindProperty]
    public string? Key { get; set; }

    [BindProperty]
    public string? Source { get; set; }

    [BindProperty]
    public string? Stage { get; set; }

    [BindProperty]
    public string? Origin { get; set; }

    [BindProperty]
    public string? Country { get; set; }

    [BindProperty]
    public string? Encoding { get; set; }

    [BindProperty]
    public string? Separator { get; set; }

    [BindProperty]
    public bool LeavesDoubles { get; set; }

    /// <summary>The name under which the choice is kept.</summary>
    [BindProperty]
    public string? Keep { get; set; }

    public PeopleImport Import { get; private set; } = null!;

    /// <summary>The files that it is imported with, itself too.</summary>
    public IReadOnlyList<PeopleImport> Set { get; private set; } = [];

    /// <summary>The file after it, or null.</summary>
    public PeopleImport? Next => Set.FirstOrDefault(one => one.Position > Import.Position);

    public ImportMap Map { get; private set; } = null!;

    public FileLook Look { get; private set; } = null!;

    /// <summary>What a column can become.</summary>
    public IReadOnlyList<PersonColumn> Targets { get; private set; } = [];

    public IReadOnlyList<KeptMap> Kept { get; private set; } = [];

    public DateOnly Today { get; private set; }

    public ContactLabels Labels => labels;

    public bool SeesStage { get; private set; }

    public bool SeesOrigin { get; private set; }

    /// <summary>Why it cannot go on.</summary>
    public string? Fault { get; private set; }

    public IReadOnlyList<string> Encodings => [.. new[] { "utf-8", "windows-1252", "utf-16", "iso-8859-15", "macintosh", Encoding ?? "utf-8" }.Distinct()];

    public IEnumerable<string> ExamplesOf(int column) => Look.Of(column).Distinct().Take(MostExamples).Select(text => text.Length > LongestExample ? text[..LongestExample] + "…" : text);

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is { } elsewhere)
        {
            return elsewhere;
        }

        await ShowAsync(ImportMap.Unfinished(Import.Map), cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, string? go, string? kept, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is { } elsewhere)
        {
            return elsewhere;
        }

        switch (go)
        {
            case "delete":
                await imports.DeleteAsync(Import, cancellationToken);
                this.Toast(s["The file was thrown away; nothing was imported."], tone: "info");
                return Redirect(Url.Content(Set.FirstOrDefault(one => one.Id != Import.Id) is { } other ? $"~/admin/people/import/{other.Id}" : "~/admin/people/import"));
            case "forget":
                await imports.ForgetAsync(kept ?? "");
                return Back();
            case "take":
                return await TakeAsync(kept, cancellationToken);
            default:
                return await GoOnAsync(go != "reread", cancellationToken);
        }
    }

    private async Task<IActionResult> TakeAsync(string? name, CancellationToken cancellationToken)
    {
        if ((await imports.MapsAsync()).FirstOrDefault(map => map.Name == name) is { } map)
        {
            Import.Map = map.Map;
            await imports.SaveAsync(Import, cancellationToken);
        }

        return Back();
    }

    private async Task<IActionResult> GoOnAsync(bool preview, CancellationToken cancellationToken)
    {
        var before = ImportMap.Unfinished(Import.Map);
        if (Holds is not null && Holds != before.Holds && ImportMap.All.Contains(Holds))
        {
            return await HoldAsync(Holds, before, cancellationToken);
        }

        var map = MapOf(before);
        (Import.Map, Import.LeavesDoubles) = (map.ToJson(), LeavesDoubles);
        try
        {
            var sight = await sights.ForAsync(User, map.Holds);
            if (Country is { Length: > 0 } country && !Addresses.AddressLines.IsCountry(country.ToUpperInvariant()))
            {
                throw new ImportRefusedException("", "This is not a country's two-letter code.");
            }

            if (TwiceIn(map) is { } twice)
            {
                throw new ImportRefusedException("", "Two columns become “{0}”; choose one of them, or join them before. Only lines of the address are joined.", twice);
            }

            ImportRights.Check(map, sight);
            await imports.LookAsync(Import.Id, map, cancellationToken); // it is read as is said, or refused here
            if (preview)
            {
                ImportMap.Parse(Import.Map);
            }
        }
        catch (ImportRefusedException refusal)
        {
            Fault = s[refusal.MessageId, refusal.Arguments];
            await ShowAsync(map, cancellationToken);
            return Page();
        }

        await imports.SaveAsync(Import, cancellationToken);
        if (preview && Keep?.Trim() is { Length: > 0 } name)
        {
            await imports.KeepAsync(name, Import.Map);
        }

        return !preview ? Back() : Redirect(Url.Content(Next is { } next ? $"~/admin/people/import/{next.Id}" : $"~/admin/people/import/{Import.Id}/preview"));
    }

    // Its columns are guessed anew: those of a person are none of a household.
    private async Task<IActionResult> HoldAsync(string holds, ImportMap before, CancellationToken cancellationToken)
    {
        var map = await imports.SuggestAsync(Import, await imports.LookAsync(Import.Id, before, cancellationToken), holds, await sights.ForAsync(User, ContactTypes.Person));
        (map.Encoding, map.Separator, map.Country) = (before.Encoding, before.Separator, before.Country);
        Import.Map = map.ToJson();
        await imports.SaveAsync(Import, cancellationToken);
        return Back();
    }

    // Several columns may make one line of an address, as a number and a street do; any other member would be a heap.
    private static string? TwiceIn(ImportMap map)
        => map.Columns.Values.GroupBy(column => column.To).FirstOrDefault(same => same.Count() > 1 && !same.Key.StartsWith("Address.Line", StringComparison.Ordinal) && same.Key is not (nameof(PersonPart.GivenName) or nameof(PersonPart.Notes)))?.Key;

    private ImportMap MapOf(ImportMap before)
    {
        var map = new ImportMap
        {
            Holds = before.Holds,
            Source = before.IsOfThisSite ? ImportMap.ThisSite : Source?.Trim() is { Length: > 0 } source && source != ImportMap.ThisSite ? source : "file",
            Key = before.IsOfThisSite ? before.Key : Key is { Length: > 0 } ? Key : null,
            Encoding = Encoding is { Length: > 0 } ? Encoding : null,
            Separator = Separator switch { Tab => "\t", { Length: 1 } one => one, _ => null },
            Country = Country?.Trim() is { Length: 2 } country ? country.ToUpperInvariant() : null,
        };
        foreach (var column in Columns.Where(column => column.To is { Length: > 0 } && column.Heading.Length > 0))
        {
            // What the form does not show stays as a kept choice has it.
            var values = before.Columns.GetValueOrDefault(column.Heading)?.Values;
            map.Columns[column.Heading] = new ColumnMap { To = column.To!, Format = column.Format is { Length: > 0 } ? column.Format : null, Invalid = InvalidOf(column), Values = values };
        }

        foreach (var (target, value) in before.Constants.Where(constant => constant.Key is not (SourceTarget or StageTarget)))
        {
            map.Constants[target] = value;
        }

        foreach (var (target, value) in new[] { (StageTarget, Stage), (SourceTarget, Origin) })
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                map.Constants[target] = value.Trim();
            }
        }

        return map;
    }

    private async Task<IActionResult?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (await imports.GetAsync(id, cancellationToken) is not { } import)
        {
            return NotFound();
        }

        Import = import;
        Set = await imports.SetOfAsync(import, cancellationToken);
        return import.OperationId is null ? null : Redirect(Url.Content($"~/admin/people/import/{id}/report"));
    }

    private async Task ShowAsync(ImportMap map, CancellationToken cancellationToken)
    {
        var sight = await sights.ForAsync(User, map.Holds);
        Map = map;
        try
        {
            Look = await imports.LookAsync(Import.Id, map, cancellationToken);
        }
        catch (ImportRefusedException refusal)
        {
            // Read as it was guessed, so that there is something to choose from.
            Fault ??= s[refusal.MessageId, refusal.Arguments];
            Look = await imports.LookAsync(Import.Id, null, cancellationToken);
        }

        Targets = await catalogue.TargetsAsync(map.Holds, sight);
        Kept = await imports.MapsAsync();
        Today = await today.GetAsync();
        var isPeople = map.Holds == ContactTypes.Person;
        (SeesStage, SeesOrigin) = (isPeople && sight.Stages, isPeople && sight.CanSee(ImportTargets.PathOf(SourceTarget)));
        Columns = [.. Look.Header.Select(heading =>
        {
            var column = map.Columns.FirstOrDefault(one => string.Equals(one.Key, heading, StringComparison.OrdinalIgnoreCase)).Value;
            return new ColumnForm { Heading = heading, To = column?.To, Format = column?.Format, Invalid = column?.Invalid ?? "refuse", IsDate = IsDate(column?.To) };
        })];
        (Holds, Key, Source, Stage, Origin) = (map.Holds, map.Key, map.Source, map.Constants.GetValueOrDefault(StageTarget), map.Constants.GetValueOrDefault(SourceTarget));
        (Country, Encoding, Separator, LeavesDoubles) = (map.Country ?? await home.GetAsync(), map.Encoding ?? Look.Encoding, (map.Separator ?? Look.Separator) is "\t" ? Tab : map.Separator ?? Look.Separator, Import.LeavesDoubles);
        ModelState.Clear(); // what is shown is what is kept
    }

    // A column that may become a date: one is so now, or its first cells read as dates.
    private static bool IsDate(string? target) => target is nameof(PersonPart.BirthDate) or nameof(PersonPart.DiedOn) || target?.EndsWith(".From", StringComparison.Ordinal) == true || target?.EndsWith(".To", StringComparison.Ordinal) == true || target?.StartsWith(ContactTypes.Person + ".", StringComparison.Ordinal) == true;

    // What can be made is a choice of some columns only: left beside another target it means to refuse.
    private static string InvalidOf(ColumnForm column) => column.Invalid is "note" or "blank" || (column.Invalid == ImportMap.Make && LinkTargets.CanMake(column.To)) ? column.Invalid : "refuse";

    private RedirectResult Back() => Redirect(Url.Content($"~/admin/people/import/{Import.Id}"));
}

/// <summary>A line of the form.</summary>
internal sealed class ColumnForm
{
    public string Heading { get; set; } = "";

    public string? To { get; set; }

    public string? Format { get; set; }

    public string Invalid { get; set; } = "refuse";

    /// <summary>Whether it becomes a date.</summary>
    public bool IsDate { get; set; }
}
