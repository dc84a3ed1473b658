using Crm.Kernel.Operations;
using Crm.Kernel.PersonalData;
using Crm.Kernel.Security;
using Crm.Privacy.Requests;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Privacy.Erase;

/// <summary>Shows what an erasure takes away and what stays, asks for the person's name, asks once more, and begins.</summary>
[Right(PrivacyPermissions.Erase)]
internal sealed class ErasePerson(PeopleInReach people, ErasePeople erase, RequestRegister register, Operations operations, IStringLocalizer<ErasePerson> s) : PageModel
{
    public string PersonId { get; private set; } = "";

    /// <summary>What is to be typed: the name, or the id of who has none or none that this user sees.</summary>
    public string Word { get; private set; } = "";

    public IReadOnlyList<ErasurePart> Parts { get; private set; } = [];

    /// <summary>Whether the name was typed: the last question is shown.</summary>
    public bool IsLast { get; private set; }

    [BindProperty]
    public EraseForm Input { get; set; } = new();

    /// <param name="number">The number of the request that asks for it.</param>
    public async Task<IActionResult> OnGetAsync(string id, string? number, CancellationToken cancellationToken)
    {
        Input.Request = number;
        return await ReadAsync(id, cancellationToken) is null ? NotFound() : Page();
    }

    /// <summary>The name was typed.</summary>
    public Task<IActionResult> OnPostAskAsync(string id, CancellationToken cancellationToken) => AnswerAsync(id, begins: false, cancellationToken);

    /// <summary>The last question was answered.</summary>
    public Task<IActionResult> OnPostEraseAsync(string id, CancellationToken cancellationToken) => AnswerAsync(id, begins: true, cancellationToken);

    /// <summary>Why this may not begin, as the input and a sentence; null when it may.</summary>
    /// <param name="number">Why the number of the request cannot stand there; null when it can.</param>
    internal static (string Input, string Sentence)? Fault(EraseForm form, string word, DataSubject subject, string? number, IStringLocalizer s)
        => !string.Equals(form.Name?.Trim(), word, StringComparison.CurrentCultureIgnoreCase) ? ("Input.Name", s["Type “{0}”, as it stands above.", word])
            : number is not null ? ("Input.Request", number)
            : subject.Words.AreHintedIn(form.Request ?? "") ? ("Input.Request", s["The number is kept: leave names and addresses out of it."])
            : null;

    private async Task<IActionResult> AnswerAsync(string id, bool begins, CancellationToken cancellationToken)
    {
        if (await ReadAsync(id, cancellationToken) is not { } subject)
        {
            return NotFound();
        }

        if (Fault(Input, Word, subject, (await register.AskedAsync(subject, Input.Request, cancellationToken)).Fault, s) is { } fault)
        {
            ModelState.AddModelError(fault.Input, fault.Sentence);
            return Page();
        }

        if (!begins)
        {
            IsLast = true;
            return Page();
        }

        return Redirect(Url.Content($"~/admin/operations/{await operations.StartAsync(EraseOperation.Name, EraseOperation.Input(subject.Id, Input.Request?.Trim() ?? ""), 1)}"));
    }

    private async Task<DataSubject?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        if (await people.FindAsync(User, id, cancellationToken) is not { } subject)
        {
            return null;
        }

        (PersonId, Word) = (subject.Id, await people.NameAsync(User, subject) is { Length: > 0 } name ? name : subject.Id);
        Parts = await erase.PreviewAsync(subject, cancellationToken);
        return subject;
    }
}

/// <summary>What is typed to begin.</summary>
internal sealed class EraseForm
{
    /// <summary>The person's name.</summary>
    public string? Name { get; set; }

    /// <summary>The number of the request; may be blank.</summary>
    public string? Request { get; set; }
}
