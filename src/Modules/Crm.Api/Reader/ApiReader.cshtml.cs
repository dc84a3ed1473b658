using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Api.Reader;

/// <summary>The API's document as a page: each operation with what it takes and answers.</summary>
[Right("AccessContentApi")]
public sealed class ApiReaderModel([FromKeyedServices("v1")] IOpenApiDocumentProvider document) : PageModel
{
    /// <summary>Address of the site, for the example.</summary>
    public string Root => $"{Request.Scheme}://{Request.Host}{Request.PathBase}";

    /// <summary>The first operation that only reads.</summary>
    public string Example => Groups.SelectMany(group => group.Operations).FirstOrDefault(operation => operation.Method == "GET")?.Path.TrimStart('/') ?? "";

    /// <summary>The operations by subject.</summary>
    public IReadOnlyList<OperationGroup> Groups { get; private set; } = [];

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken)
        => Groups = OperationGroup.Of(await document.GetOpenApiDocumentAsync(cancellationToken));
}
