using Crm.Contacts.Choose;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Crm.Kernel.Users;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Privacy.Requests;

/// <summary>A request: what was done about it, what can be done, how many days are left.</summary>
[Right(PrivacyPermissions.ManageRequests)]
internal sealed class ViewRequest(RequestRegister register, PeopleOfRequests people, UserNames users, Rights rights, RequestLabels labels, IStringLocalizer<ViewRequest> s) : PageModel
{
    public PrivacyRequest Shown { get; private set; } = null!;

    public IReadOnlyList<PrivacyRequestStep> Steps { get; private set; } = [];

    public ContactChoice? Person { get; private set; }

    public string Owner { get; private set; } = "";

    public DateOnly Today { get; private set; }

    public bool MayExport { get; private set; }

    public bool MayErase { get; private set; }

    public bool MayRestrict { get; private set; }

    public bool MayExtend => !Shown.IsClosed && Shown.ExtendedUtc is null && Today <= Shown.LastDayToExtend();

    public RequestLabels Labels => labels;

    [BindProperty]
    public StepForm Step { get; set; } = new();

    [BindProperty]
    public ExtensionForm Extension { get; set; } = new();

    [BindProperty]
    public ClosingForm Closing { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(string request, CancellationToken cancellationToken)
    {
        if (await register.FindAsync(request, cancellationToken) is not { } found)
        {
            return NotFound();
        }

        await LoadAsync(found, cancellationToken);
        Step.Day = Today;
        return Page();
    }

    /// <summary>Writes down what was done.</summary>
    public Task<IActionResult> OnPostStepAsync(string request, CancellationToken cancellationToken) => ActAsync(request, nameof(Step), one => register.AddStepAsync(one, Step), s["The step is written down."], cancellationToken);

    /// <summary>Two months more.</summary>
    public Task<IActionResult> OnPostExtendAsync(string request, CancellationToken cancellationToken)
        => ActAsync(request, nameof(Extension), one => register.ExtendAsync(one, Extension), s["There are two months more."], cancellationToken);

    /// <summary>Answered.</summary>
    public Task<IActionResult> OnPostCloseAsync(string request, CancellationToken cancellationToken) => ActAsync(request, nameof(Closing), one => register.CloseAsync(one, Closing), s["The request is closed."], cancellationToken);

    /// <summary>It was closed too early.</summary>
    public Task<IActionResult> OnPostReopenAsync(string request, CancellationToken cancellationToken)
        => ActAsync(request, "", async one => { await register.ReopenAsync(one); return null; }, s["The request is open again."], cancellationToken);

    private async Task<IActionResult> ActAsync(string request, string form, Func<PrivacyRequest, Task<(string Member, string Sentence)?>> act, string done, CancellationToken cancellationToken)
    {
        if (await register.FindAsync(request, cancellationToken) is not { } found)
        {
            return NotFound();
        }

        // The page has three forms: what the others lack is no fault of this one.
        ModelState.Clear();
        if (await act(found) is { } fault)
        {
            await LoadAsync(found, cancellationToken);
            var isShown = form == nameof(Extension) ? MayExtend : !Shown.IsClosed;
            ModelState.AddModelError(isShown ? $"{form}.{fault.Member}" : "", fault.Sentence);
            return Page();
        }

        this.Toast(done);
        return Redirect(Url.Content($"~/admin/privacy/requests/{found.RequestId}"));
    }

    private async Task LoadAsync(PrivacyRequest request, CancellationToken cancellationToken)
    {
        (Shown, Steps, Today) = (request, await register.StepsAsync(request, cancellationToken), await register.TodayAsync());
        Person = (await people.OfAsync(User, [request], cancellationToken)).GetValueOrDefault(request.PersonId);
        Owner = (await users.OfAsync([request.Owner])).GetValueOrDefault(request.Owner, "");
        (MayExport, MayErase) = (await rights.HoldsAsync(User, PrivacyPermissions.Export), await rights.HoldsAsync(User, PrivacyPermissions.Erase));
        MayRestrict = await rights.HoldsAsync(User, PrivacyPermissions.Restrict);
    }
}
