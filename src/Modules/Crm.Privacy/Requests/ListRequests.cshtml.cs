using Crm.Contacts.Choose;
using Crm.Kernel.Localization;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Crm.Kernel.Users;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Privacy.Requests;

/// <summary>The register of requests: open ones as they are due, late ones, closed ones.</summary>
[Right(PrivacyPermissions.ManageRequests)]
internal sealed class ListRequests(RequestRegister register, PeopleOfRequests people, UserNames users, ISiteService site, RequestLabels labels, IStringLocalizer<ListRequests> s) : PageModel
{
    public string View { get; private set; } = "";

    public IReadOnlyList<PrivacyRequest> Rows { get; private set; } = [];

    public IReadOnlyDictionary<string, ContactChoice> People { get; private set; } = new Dictionary<string, ContactChoice>();

    public IReadOnlyDictionary<string, string> Owners { get; private set; } = new Dictionary<string, string>();

    public DateOnly Today { get; private set; }

    public string? Next { get; private set; }

    public RequestLabels Labels => labels;

    public async Task OnGetAsync(string? view, string? after, CancellationToken cancellationToken)
    {
        (View, Today) = (Known(view), await register.TodayAsync());
        (Rows, Next) = await register.ListAsync(View, after, (await site.GetSiteSettingsAsync()).PageSize, cancellationToken);
        (People, Owners) = (await people.OfAsync(User, Rows, cancellationToken), await users.OfAsync(Rows.Select(row => row.Owner)));
    }

    public async Task<IActionResult> OnGetCountAsync(string? view, CancellationToken cancellationToken)
        => Content(s.Plural(await register.CountAsync(Known(view), cancellationToken), "{0} request", "{0} requests"), "text/plain");

    private static string Known(string? view) => RequestRegister.Views.Contains(view) ? view! : RequestRegister.Views[0];
}
