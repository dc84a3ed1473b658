using Crm.Kernel.Display.Toasts;
using Crm.Kernel.PersonalData;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Privacy.Restrict;

/// <summary>Whether a person's data is restricted, its past, and the form that sets or lifts it.</summary>
[Right(PrivacyPermissions.Restrict)]
internal sealed class RestrictPerson(PeopleInReach people, Restrictions restrictions, IStringLocalizer<RestrictPerson> s) : PageModel
{
    public string PersonId { get; private set; } = "";

    public string Name { get; private set; } = "";

    public IReadOnlyList<Restriction> Past { get; private set; } = [];

    /// <summary>Whether one stands.</summary>
    public bool Stands => Past.Any(one => one.LiftedUtc is null);

    [BindProperty]
    public RestrictionForm Input { get; set; } = new();

    /// <param name="number">The number of the request that asks for it.</param>
    public async Task<IActionResult> OnGetAsync(string id, string? number, CancellationToken cancellationToken)
    {
        Input.Request = number;
        return await ReadAsync(id, cancellationToken) is null ? NotFound() : Page();
    }

    /// <summary>Sets it.</summary>
    public Task<IActionResult> OnPostSetAsync(string id, CancellationToken cancellationToken) => ActAsync(id, restrictions.SetAsync, s["The use of this person’s data is restricted."], cancellationToken);

    /// <summary>Lifts it.</summary>
    public Task<IActionResult> OnPostLiftAsync(string id, CancellationToken cancellationToken) => ActAsync(id, restrictions.LiftAsync, s["The restriction is lifted."], cancellationToken);

    private async Task<IActionResult> ActAsync(string id, Func<DataSubject, RestrictionForm, CancellationToken, Task<(string Member, string Sentence)?>> act, string done, CancellationToken cancellationToken)
    {
        if (await ReadAsync(id, cancellationToken) is not { } subject)
        {
            return NotFound();
        }

        if (await act(subject, Input, cancellationToken) is { } fault)
        {
            ModelState.AddModelError("Input." + fault.Member, fault.Sentence);
            return Page();
        }

        this.Toast(done);
        return Redirect(Url.Content($"~/admin/people/{PersonId}"));
    }

    private async Task<DataSubject?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        if (await people.FindAsync(User, id, cancellationToken) is not { } subject)
        {
            return null;
        }

        (PersonId, Name) = (subject.Id, await people.ShownNameAsync(User, subject));
        Past = await restrictions.ListAsync(subject, cancellationToken);
        return subject;
    }
}
