using Crm.Kernel.Hosting;
using Crm.Kernel.Security;
using Crm.Kernel.Tenants;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Admin.Status;

/// <summary>The last errors, found by the reference that a person was shown.</summary>
[Right(AdminPermissions.ViewStatus)]
public sealed class ListErrors(ErrorLog log, ShellSettings settings) : PageModel
{
    /// <summary>The reference asked for.</summary>
    [FromQuery(Name = "q")]
    public string? Reference { get; set; }

    /// <summary>The error of that reference.</summary>
    public ErrorEntry? Found { get; private set; }

    /// <summary>The errors, newest first.</summary>
    public IReadOnlyList<ErrorEntry> Errors { get; private set; } = [];

    /// <summary>Shows them.</summary>
    public void OnGet()
    {
        Errors = log.List(settings.Name);
        Found = string.IsNullOrWhiteSpace(Reference) ? null : log.Find(settings.Name, Reference);
    }
}
