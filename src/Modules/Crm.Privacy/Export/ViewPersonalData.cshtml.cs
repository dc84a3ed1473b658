using Crm.Kernel.Hosting;
using Crm.Kernel.PersonalData;
using Crm.Kernel.Security;
using Crm.Privacy.Requests;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Privacy.Export;

/// <summary>All that is kept of a person, to be read on the screen and taken along as a file.</summary>
[Right(PrivacyPermissions.Export)]
internal sealed class ViewPersonalData(PeopleInReach people, PersonalDataFile export, RequestRegister register, Rights rights) : PageModel
{
    /// <summary>So many lines of a part are shown; the file has them all.</summary>
    public const int Most = 50;

    /// <summary>The number of the request that asks for it; may be blank.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Number { get; set; }

    public string PersonId { get; private set; } = "";

    public string Name { get; private set; } = "";

    public IReadOnlyList<HeldPart> Parts { get; private set; } = [];

    public IReadOnlyList<HandedOut> Log { get; private set; } = [];

    public bool MayErase { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken)
    {
        if (await people.FindAsync(User, id, cancellationToken) is not { } subject)
        {
            return NotFound();
        }

        await LoadAsync(subject, cancellationToken);
        return Page();
    }

    /// <summary>Hands the file out.</summary>
    public async Task<IActionResult> OnPostAsync(string id, CancellationToken cancellationToken)
    {
        if (await people.FindAsync(User, id, cancellationToken) is not { } subject)
        {
            return NotFound();
        }

        if ((await register.AskedAsync(subject, Number, cancellationToken)).Fault is { } fault)
        {
            ModelState.AddModelError(nameof(Number), fault);
            await LoadAsync(subject, cancellationToken);
            return Page();
        }

        var file = PassingFile.Of(HttpContext);
        await export.WriteAsync(subject, file, Number, cancellationToken);
        file.Position = 0;
        return File(file, PersonalDataFile.Type, export.FileName());
    }

    private async Task LoadAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        (PersonId, Name) = (subject.Id, await people.ShownNameAsync(User, subject));
        Parts = await export.ReadAsync(subject, cancellationToken);
        Log = await export.LogAsync(subject, cancellationToken);
        MayErase = await rights.HoldsAsync(User, PrivacyPermissions.Erase);
    }
}
