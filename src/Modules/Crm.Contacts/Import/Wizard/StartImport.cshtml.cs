using Crm.Contacts.Lists;
using Crm.Contacts.Rights;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Import.Wizard;

/// <summary>Takes a file up, and lists those put up before.</summary>
[Right(ContactsPermissions.Import)]
[RequestSizeLimit(MaxBytes)]
[RequestFormLimits(MultipartBodyLengthLimit = MaxBytes)]
internal sealed class StartImport(PeopleImports imports, ContactSights sights, IStringLocalizer<StartImport> s) : PageModel
{
    private const long MaxBytes = 1024L * 1024 * 1024;
    private const int LongestName = 200;

    [BindProperty]
    public List<IFormFile> Upload { get; set; } = [];

    public IReadOnlyList<PeopleImport> Imports { get; private set; } = [];

    /// <summary>Why the file is not taken.</summary>
    public string? Fault { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken) => Imports = await imports.ListAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Upload.Count is 0 or > ImportFile.Most || Upload.Exists(file => file.Length == 0))
        {
            Fault = Upload.Count switch { 0 => s["Choose a file."], > ImportFile.Most => s[ImportFile.TooMany, ImportFile.Most], _ => s["The file is empty."] };
            await OnGetAsync(cancellationToken);
            return Page();
        }

        var put = new List<PeopleImport>();
        try
        {
            foreach (var file in Upload)
            {
                put.Add(await PutAsync(file, put, cancellationToken));
            }

            return Redirect(Url.Content($"~/admin/people/import/{put[0].Id}"));
        }
        catch (ImportRefusedException refusal)
        {
            // All of them or none.
            foreach (var one in put)
            {
                await imports.DeleteAsync(one, cancellationToken);
            }

            Fault = Upload.Count > 1 ? $"{Upload[put.Count].FileName}: {s[refusal.MessageId, refusal.Arguments]}" : s[refusal.MessageId, refusal.Arguments];
            await OnGetAsync(cancellationToken);
            return Page();
        }
    }

    private async Task<PeopleImport> PutAsync(IFormFile file, List<PeopleImport> before, CancellationToken cancellationToken)
    {
        await using var content = file.OpenReadStream();
        var name = Path.GetFileName(file.FileName);
        var id = await imports.PutAsync(content, name.Length > LongestName ? name[..LongestName] : name, await sights.ForAsync(User, ContactTypes.Person), cancellationToken, before.FirstOrDefault(), before.Count);
        return (await imports.GetAsync(id, cancellationToken))!;
    }
}
