using Crm.Kernel.Data.Following;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Admin.Tasks;

/// <summary>Who follows the change log: how far behind, failures, retry.</summary>
[Right(AdminPermissions.ManageBackgroundTasks)]
public sealed class ListFollowers(FollowerRunner runner, IStringLocalizer<ListFollowers> S) : PageModel
{
    /// <summary>The followers by name.</summary>
    public IReadOnlyList<FollowerStatus> Followers { get; private set; } = [];

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync() => Followers = await runner.ListAsync();

    /// <summary>Tries one again with the next change, without waiting out its pause.</summary>
    public async Task<IActionResult> OnPostRetryAsync(string name)
    {
        if (!(await runner.ListAsync()).Any(follower => follower.Name == name))
        {
            return NotFound();
        }

        await runner.RetryAsync(name);
        this.Toast(S["“{0}” is tried again.", name]);
        return RedirectToPage();
    }
}
