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

    private IReadOnlyDictionary<string, string> _labels = new Dictionary<string, string>();

    public PeopleImport Import { get; private set; } = null!;

    public PreviewReport? Report { get; private set; }

    /// <summary>Whether all rows were tried and none makes or changes a person.</summary>
    public bool ChangesNothing => Report is { Created: 0, Updated: 0 } report && report.Read >= Import.Rows;

    /// <summary>Why nothing could be tried.</summary>
    public string? Fault { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is { } elsewhere)
        {
            return elsewhere;
        }

        var sight = await sights.ForAsync(User, ContactTypes.Person);
        _labels = (await catalogue.TargetsAsync(sight)).ToDictionary(column => column.Name, column => column.Label);
        try
        {
            Report = await preview.RunAsync(Import, sight, cancellationToken);
        }
        catch (ImportRefusedException refusal)
        {
            Fault = s[refusal.MessageId, refusal.Arguments];
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, string? go, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is { } elsewhere)
        {
            return elsewhere;
        }

        if (go == "start")
        {
            await imports.StartAsync(Import, cancellationToken);
            return Redirect(Url.Content($"~/admin/people/import/{id}/report"));
        }

        var fixes = PeopleImports.FixesOf(Import);
        foreach (var (name, value) in Request.Form.Where(field => field.Key.StartsWith(FixPrefix, StringComparison.Ordinal)))
        {
            if (name.Split(':', 3) is [_, var line, var column] && int.TryParse(line, out var number) && fixes.Count < MostFixes)
            {
                (fixes.TryGetValue(number, out var cells) ? cells : fixes[number] = [])[column] = value.ToString().Trim();
            }
        }

        Import.Fixes = JsonSerializer.Serialize(fixes);
        await imports.SaveAsync(Import, cancellationToken);
        return Redirect(Url.Content($"~/admin/people/import/{id}/preview"));
    }

    /// <summary>The heading of a target.</summary>
    public string LabelOf(string target) => _labels.GetValueOrDefault(target) ?? target;

    /// <summary>Whether the fault lies in one cell.</summary>
    public bool IsMendable(RefusedRow row) => row.Column.Length > 0 && Report!.Header.Contains(row.Column);

    /// <summary>The beginning of a row, so that it is known.</summary>
    public string ShortOf(RefusedRow row)
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
        return import.OperationId is null ? null : Redirect(Url.Content($"~/admin/people/import/{id}/report"));
    }
}
