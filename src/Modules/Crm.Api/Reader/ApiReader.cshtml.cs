using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Api.Reader;

/// <summary>The reader of the API's document; its script is served by this host, nothing comes from elsewhere.</summary>
[Right("AccessContentApi")]
public sealed class ApiReaderModel : PageModel
{
    /// <summary>Shows it. The reader writes its styles into its page, which is the only one whose policy lets it.</summary>
    public void OnGet() => Response.Headers.ContentSecurityPolicy = Response.Headers.ContentSecurityPolicy.ToString().Replace("style-src 'self'", "style-src 'self' 'unsafe-inline'", StringComparison.Ordinal);
}
