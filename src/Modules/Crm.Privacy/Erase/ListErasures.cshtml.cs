using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Privacy.Erase;

/// <summary>The receipts of erasures, the newest 200.</summary>
[Right(PrivacyPermissions.Erase)]
internal sealed class ListErasures(ErasePeople erase) : PageModel
{
    private const int Most = 200;

    public IReadOnlyList<ErasedPerson> Receipts { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => Receipts = await erase.ReceiptsAsync(Most, cancellationToken);
}
