using Crm.Contacts;
using Crm.Contacts.Choose;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Crm.Kernel.Users;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Privacy.Requests;

/// <summary>The form of a new request and of a stored one.</summary>
[Right(PrivacyPermissions.ManageRequests)]
internal sealed class EditRequest(RequestRegister register, PeopleOfRequests people, ContactChoices contacts, UserNames users, RequestLabels labels, IStringLocalizer<EditRequest> s) : PageModel
{
    [BindProperty]
    public RequestForm Input { get; set; } = new();

    /// <summary>The words that a person is searched by, without script.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    /// <summary>The stored request; null for a new one.</summary>
    public PrivacyRequest? Stored { get; private set; }

    public ContactChoice? Person { get; private set; }

    public FoundForRequest Found { get; private set; } = new([], IsAsked: false);

    public IReadOnlyList<SelectListItem> Owners { get; private set; } = [];

    public RequestLabels Labels => labels;

    /// <param name="person">Whose request a new one is.</param>
    public async Task<IActionResult> OnGetAsync(string? request, string? person, CancellationToken cancellationToken)
    {
        if (!await FindAsync(request, cancellationToken))
        {
            return NotFound();
        }

        Input = Stored is { } stored ? RequestForm.Of(stored) : new RequestForm { PersonId = person, Received = await register.TodayAsync() };
        await LoadAsync(cancellationToken);
        return Page();
    }

    /// <summary>People to choose from while a name is typed.</summary>
    public async Task<IActionResult> OnGetFindAsync(string? q, CancellationToken cancellationToken) => Partial("/Crm.Privacy/Requests/_Found.cshtml", await LookAsync(q, cancellationToken));

    /// <summary>The same without script: the form comes back with those found.</summary>
    public async Task<IActionResult> OnPostFindAsync(string? request, CancellationToken cancellationToken)
    {
        if (!await FindAsync(request, cancellationToken))
        {
            return NotFound();
        }

        ModelState.Clear();
        await LoadAsync(cancellationToken);
        Found = await LookAsync(Search, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? request, CancellationToken cancellationToken)
    {
        if (!await FindAsync(request, cancellationToken))
        {
            return NotFound();
        }

        foreach (var (member, sentence) in await register.FaultsAsync(User, Input, Stored))
        {
            ModelState.AddModelError(member == nameof(Input.PersonId) ? "" : "Input." + member, sentence);
        }

        if (!ModelState.IsValid)
        {
            await LoadAsync(cancellationToken);
            return Page();
        }

        if (Stored is { } stored)
        {
            await register.ChangeAsync(stored, Input);
            this.Toast(s["The request is saved."]);
            return Redirect(Url.Content($"~/admin/privacy/requests/{stored.RequestId}"));
        }

        var added = await register.AddAsync(Input);
        this.Toast(s["Request {0} is written down.", added.Number]);
        return Redirect(Url.Content($"~/admin/privacy/requests/{added.RequestId}"));
    }

    private async Task<bool> FindAsync(string? request, CancellationToken cancellationToken)
        => request is null || (Stored = await register.FindAsync(request, cancellationToken)) is not null;

    private async Task<FoundForRequest> LookAsync(string? text, CancellationToken cancellationToken)
        => new([.. (await contacts.FindAsync(User, text, cancellationToken)).Where(contact => contact.Type == ContactTypes.Person)], !string.IsNullOrWhiteSpace(text));

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        Owners = [.. (await users.ChoicesAsync()).Select(user => new SelectListItem(user.ShownName(), user.UserId))];
        Input.Owner ??= User.UserId();
        Person = Input.PersonId is { Length: > 0 } id ? (await people.OfAsync(User, [new PrivacyRequest { PersonId = id }], cancellationToken)).GetValueOrDefault(id) : null;
    }
}

/// <summary>Those who were found by their name.</summary>
/// <param name="IsAsked">Whether somebody was looked for at all.</param>
internal sealed record FoundForRequest(IReadOnlyList<ContactChoice> People, bool IsAsked);
