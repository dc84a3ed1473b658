using Crm.Kernel.Security;
using Crm.Kernel.Users;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Users.SeeingAs;

/// <summary>Back to one's own eyes.</summary>
[SignedIn, AllowedWhileSeeingAs]
public sealed class LeaveSeeAsModel(SeeAs seeAs) : PageModel
{
    /// <summary>Nothing to see.</summary>
    public IActionResult OnGet() => LocalRedirect("~/admin");

    /// <summary>Leaves.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (User.SeesAsRole() is not null)
        {
            await seeAs.EndAsync();
        }

        return LocalRedirect("~/admin/roles");
    }
}
