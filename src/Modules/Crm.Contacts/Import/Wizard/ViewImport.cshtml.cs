using Crm.Contacts.Rights;
using Crm.Kernel.Operations;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Contacts.Import.Wizard;

/// <summary>How an import goes and what it did.</summary>
[Right(ContactsPermissions.Import)]
internal sealed class ViewImport(PeopleImports imports, Operations operations, ImportFiles files) : PageModel
{
    public PeopleImport Import { get; private set; } = null!;

    /// <summary>The files that are imported with it, itself too.</summary>
    public IReadOnlyList<PeopleImport> Set { get; private set; } = [];

    public OperationInfo Operation { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken) => await FindAsync(id, cancellationToken) ?? Page();

    /// <summary>The same without the page around it, fetched each second.</summary>
    public async Task<IActionResult> OnGetProgressAsync(string id, CancellationToken cancellationToken) => await FindAsync(id, cancellationToken) ?? Partial("_Report", this);

    /// <summary>The rows that were refused: as much of the file as was committed.</summary>
    public async Task<IActionResult> OnGetRefusedAsync(string id, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is { } elsewhere)
        {
            return elsewhere;
        }

        if (Import.RefusedBytes == 0 || !System.IO.File.Exists(files.Refused(id)))
        {
            return NotFound();
        }

        var bytes = new byte[Import.RefusedBytes];
        await using (var file = System.IO.File.OpenRead(files.Refused(id)))
        {
            await file.ReadExactlyAsync(bytes, cancellationToken);
        }

        return File(bytes, "text/csv; charset=utf-8", Path.GetFileNameWithoutExtension(Import.FileName) + "-refused.csv");
    }

    private async Task<IActionResult?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (await imports.GetAsync(id, cancellationToken) is not { } import)
        {
            return NotFound();
        }

        Import = import;
        Set = await imports.SetOfAsync(import, cancellationToken);
        if (import.OperationId is null)
        {
            return Redirect(Url.Content($"~/admin/people/import/{id}"));
        }

        if (await operations.GetAsync(import.OperationId) is not { } operation)
        {
            return NotFound();
        }

        Operation = operation;
        return null;
    }
}
