using Crm.Kernel.Operations;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Admin.Operations;

/// <summary>The operations: one's own, or everybody's for who manages the background tasks.</summary>
[Right("AccessAdminPanel")]
public sealed class ListOperations(SeenOperations seen) : PageModel
{
    /// <summary>The newest first.</summary>
    public IReadOnlyList<OperationInfo> Operations { get; private set; } = [];

    /// <summary>Whether those of others are shown too.</summary>
    public bool IsAll { get; private set; }

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync()
    {
        IsAll = await seen.SeesAllAsync(User);
        Operations = await seen.ListAsync(User);
    }
}
