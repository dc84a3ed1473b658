using System.Text.Json;
using Crm.Contacts.Export;
using Crm.Contacts.Lists;
using Crm.Contacts.Rights;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Import.Wizard;

/// <summary>Shows what an import would do, lets cells be mended, and starts it.</summary>
[Right(ContactsPermissions.Import)]
internal sealed class PreviewImport(PeopleImports imports, ImportPreview preview, ContactSights sights, PersonColumns catalogue, IStringLocalizer<PreviewImport> s) : PageModel
{
    private const string FixPrefix = "fix:";
    private const int MostFixes = 5000;
    private const int LongestRow = 90;

    private readonly Dictionary<(string Holds, string Target), string> _labels = [];

    public PeopleImport Import { get; private set; } = null!;

    /// <summary>The files that are imported together.</summary>
    public IReadOnlyList<PeopleImport> Set { get; private set; } = [];

    /// <summary>What the rows of each of them would do.</summary>
    public IReadOnlyList<PreviewReport> Reports { get; private set; } = [];

    /// <summary>Rows of all files.</summary>
    public long Rows => Set.Sum(one => one.Rows);

    /// <summary>Whether all rows were tried and none makes or changes anything; a relation with somebody who comes later does.</summary>
    public bool ChangesNothing => Reports.All(report => report is { Created: 0, Updated: 0, HasLater: false } && report.Read >= report.Import.Rows);

    /// <summary>Why nothing could be tried.</summary>
    public string? Fault { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is { } elsewhere)
        {
            return elsewhere;
        }

        foreach (var holds in ImportMap.All)
        {
            foreach (var column in await catalogue.TargetsAsync(holds, await sights.ForAsync(User, holds)))
            {
                _labels[(holds, column.Name)] = column.Label;
            }
        }

        try
        {
            Reports = await preview.RunAsync(Set, User, cancellationToken);
        }
        catch (ImportRefusedException refusal)
        {
            Fault = s[refusal.MessageId, refusal.Arguments];
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, string? go, string? file, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is { } elsewhere)
        {
            return elsewhere;
        }

        if (go == "start")
        {
            try
            {
                await imports.StartAsync(Import, cancellationToken);
            }
            catch (ImportRefusedException)
            {
                return Redirect(Url.Content($"~/admin/people/import/{id}/preview")); // which says why
            }

            return Redirect(Url.Content($"~/admin/people/import/{id}/report"));
        }

        // The table of faults is one form a file.
        var of = Set.FirstOrDefault(one => one.Id == file) ?? Import;
        var fixes = PeopleImports.FixesOf(of);
        foreach (var (name, value) in Request.Form.Where(field => field.Key.StartsWith(FixPrefix, StringComparison.Ordinal)))
        {
            if (name.Split(':', 3) is [_, var line, var column] && int.TryParse(line, out var number) && fixes.Count < MostFixes)
            {
                (fixes.TryGetValue(number, out var cells) ? cells : fixes[number] = [])[column] = value.ToString().Trim();
            }
        }

        of.Fixes = JsonSerializer.Serialize(fixes);
        await imports.SaveAsync(of, cancellationToken);
        return Redirect(Url.Content($"~/admin/people/import/{id}/preview"));
    }

    /// <summary>The heading of a target.</summary>
    /// <param name="holds">What the rows are.</param>
    public string LabelOf(string holds, string target) => _labels.GetValueOrDefault((holds, target)) ?? target;

    /// <summary>Whether the fault lies in one cell.</summary>
    public static bool IsMendable(PreviewReport report, RefusedRow row) => row.Column.Length > 0 && report.Header.Contains(row.Column);

    /// <summary>The beginning of a row, so that it is known.</summary>
    public static string ShortOf(RefusedRow row)
    {
        var text = string.Join(" · ", row.Cells.Where(cell => cell.Length > 0));
        return text.Length > LongestRow ? text[..LongestRow] + "…" : text;
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
}
