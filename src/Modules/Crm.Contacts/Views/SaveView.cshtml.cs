using Crm.Contacts.People;
using Crm.Contacts.Rights;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Views;

/// <summary>Gives the list as it is now a name: anew, or in place of the view that is open.</summary>
[Right(ContactsPermissions.ViewOwn)]
internal sealed class SaveView(KeepView keep, IStringLocalizer<SaveView> s) : NarrowedPeoplePage
{
    [BindProperty(SupportsGet = true)]
    public string? Sort { get; set; }

    /// <summary>Keys with commas between them.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Columns { get; set; }

    /// <summary>The view that is open.</summary>
    [BindProperty(SupportsGet = true)]
    public string? View { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public bool IsShared { get; set; }

    [BindProperty]
    public bool IsDefault { get; set; }

    /// <summary>Whether the open view is changed instead of a new one made.</summary>
    [BindProperty]
    public bool Replace { get; set; }

    /// <summary>The open view, when it is this user's own.</summary>
    public PeopleView? Open { get; private set; }

    public bool MayShare { get; private set; }

    /// <summary>What the list hands over.</summary>
    public static string Query(ListPeople list) => QueryString.Create(list.Filter.Query.Concat(
    [
        KeyValuePair.Create("sort", (string?)list.Request.Query["sort"]), KeyValuePair.Create("view", list.Opened?.ViewId), KeyValuePair.Create("columns", (string?)string.Join(',', list.Columns.Select(column => column.Key))),
    ]).Where(pair => !string.IsNullOrEmpty(pair.Value))).Value ?? "";

    public async Task OnGetAsync()
    {
        await ReadAsync();
        (Name, IsShared, IsDefault, Replace) = (Open?.Name, Open?.IsShared ?? false, Open?.IsDefault ?? false, Open is not null);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await ReadAsync();
        var draft = new ViewDraft(Name, IsShared && MayShare, IsDefault, Filter, Sort, (Columns ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries));
        foreach (var (member, sentence) in await keep.FaultsAsync(User, draft, cancellationToken))
        {
            ModelState.AddModelError(member == KeepView.NameMember ? nameof(Name) : "", sentence);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var view = await keep.StoreAsync(User, draft, Replace ? Open : null);
        this.Toast(s["{0} is saved.", view.Name]);
        return Redirect(Url.Content($"~/admin/people?view={view.ViewId}"));
    }

    private async Task ReadAsync()
    {
        MayShare = await keep.MayShareAsync(User);
        Open = string.IsNullOrEmpty(View) ? null : await keep.FindOwnAsync(User, View);
    }
}
