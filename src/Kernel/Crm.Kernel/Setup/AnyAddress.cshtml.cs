using Crm.Kernel.Modules;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Kernel.Setup;

/// <summary>Leads every address of a site that is not set up to its setup page.</summary>
[Feature("Crm.Setup"), Open("A site that is not set up has nothing else to show")]
public sealed class AnyAddress : PageModel
{
    /// <summary>Leads there; a secret in the address comes along.</summary>
    public IActionResult OnGet() => LocalRedirect("~/setup" + Request.QueryString);
}
