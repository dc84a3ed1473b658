using Crm.Contacts.Bulk;
using Crm.Contacts.People;
using Crm.Contacts.Rights;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Hosting;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Export;

/// <summary>Asks in what and with which columns people are exported, then hands the file out.</summary>
[Right(ContactsPermissions.Export)]
internal sealed class ExportForm(PeopleList people, ExportSightsReader sights, PersonColumns catalogue, ExportPeople export, Kernel.Security.Rights rights, IStringLocalizer<ExportForm> s) : NarrowedPeoplePage
{
    /// <summary>Chosen one by one.</summary>
    [BindProperty(SupportsGet = true)]
    public List<string> Ids { get; set; } = [];

    /// <summary>Whether all that the list shows are meant.</summary>
    [BindProperty(SupportsGet = true)]
    public bool All { get; set; }

    [BindProperty]
    public FileKind Kind { get; set; }

    /// <summary>What the file is for.</summary>
    [BindProperty]
    public ExportPurpose Purpose { get; set; }

    /// <summary>The names of the columns ticked.</summary>
    [BindProperty]
    public List<string> Columns { get; set; } = [];

    /// <summary>The columns there are for who asks.</summary>
    public IReadOnlyList<PersonColumn> Offered { get; private set; } = [];

    /// <summary>How many it concerns.</summary>
    public int Count { get; private set; }

    /// <summary>Whether this user may see who exported whom.</summary>
    public bool MaySeeLog { get; private set; }

    /// <summary>Why there is no file.</summary>
    public string? Fault { get; private set; }

    private ContactSelection Selection => new(ContactTypes.Person, All ? [] : Ids, Filter);

    /// <summary>Shows what there is to choose.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        Columns = [.. Offered.Select(column => column.Name)];
        return Count > 0 ? Page() : Nobody();
    }

    /// <summary>Hands the file out.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var seen = await ReadAsync(cancellationToken);
        if (Count == 0)
        {
            return Nobody();
        }

        var columns = Offered.Where(column => Columns.Contains(column.Name)).ToList();
        if (columns.Count == 0)
        {
            Fault = s["Choose at least one column."];
            return Page();
        }

        var file = PassingFile.Of(HttpContext);
        try
        {
            await export.RunAsync(file, Kind, Purpose, Selection, columns, seen, cancellationToken);
        }
        catch (NoWorkbookException no)
        {
            Fault = no.Message;
            return Page();
        }

        file.Position = 0;
        return File(file, ExportFile.TypeOf(Kind), ExportFile.NameOf(s["people"], Kind, seen.Today));
    }

    private RedirectResult Nobody()
    {
        this.Toast(s["Nobody is chosen."], tone: "warn");
        return Redirect(Back);
    }

    private async Task<ExportSights> ReadAsync(CancellationToken cancellationToken)
    {
        All |= Ids.Count == 0;
        var seen = await sights.ReadAsync(User);
        MaySeeLog = await rights.HoldsAsync(User, ContactsPermissions.ViewExports);
        Offered = [.. (await catalogue.SeenAsync(seen.People, seen.Timeline)).Where(column => !column.IsIdle)];
        Count = Ids.Count > ContactSelection.MostIds ? 0 : await people.CountAsync(Selection, seen.People, cancellationToken);
        return seen;
    }
}
