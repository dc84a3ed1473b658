using Crm.Contacts.Rights;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Views;

/// <summary>One's own views and the shared ones; throws them away and brings them back.</summary>
[Right(ContactsPermissions.ViewOwn)]
internal sealed class ListViews(PeopleViews views, KeepView keep, IStringLocalizer<ListViews> s) : PageModel
{
    public IReadOnlyList<PeopleView> Views { get; private set; } = [];

    /// <summary>Whether this user may share views, and so throw shared ones away.</summary>
    public bool MayShare { get; private set; }

    public bool MayRemove(PeopleView view) => KeepView.MayRemove(User, view, MayShare);

    public async Task OnGetAsync() => (Views, MayShare) = (await views.ListAsync(User), await keep.MayShareAsync(User));

    public Task<IActionResult> OnPostRemoveAsync(string? id) => SetAsync(id, back: false);

    public Task<IActionResult> OnPostRestoreAsync(string? id) => SetAsync(id, back: true);

    private async Task<IActionResult> SetAsync(string? id, bool back)
    {
        if (id is null || await keep.RemoveAsync(User, id, back) is not { } view)
        {
            return NotFound();
        }

        this.Toast(back ? s["{0} is back.", view.Name] : s["{0} is gone.", view.Name], undo: back ? null : $"~/admin/people/views?handler=Restore&id={view.ViewId}");
        return Redirect(Url.Content("~/admin/people/views"));
    }
}
