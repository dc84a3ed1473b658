using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Api.Reader;

/// <summary>The reader of the API's document; its script is served by this host, nothing comes from elsewhere.</summary>
[Right("AccessContentApi")]
public sealed class ApiReaderModel : PageModel
{
    /// <summary>Shows it.</summary>
    public void OnGet()
    {
    }
}
