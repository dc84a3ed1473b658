using Crm.Kernel.Modules;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Crm.Kernel.Content.Parts;

/// <summary>Addresses that pages, programs and files of the site use themselves; no item may have one.</summary>
internal sealed class ReservedPaths(IExtensionManager extensions, EndpointDataSource endpoints)
{
    private static readonly string[] s_own = ["admin", "api", "healthz", "login", "logout", "media", "setup", "error", "contents", "Crm.Kernel"];

    /// <summary>Whether the first piece of the path is taken.</summary>
    public bool Contains(string path)
    {
        var first = path.Trim('/').Split('/', 2)[0];
        return s_own.Concat(extensions.GetExtensions().Select(extension => extension.Id)).Concat(Literals()).Contains(first, StringComparer.OrdinalIgnoreCase);
    }

    private IEnumerable<string> Literals() => endpoints.Endpoints.OfType<RouteEndpoint>()
        .Select(endpoint => endpoint.RoutePattern.PathSegments is [{ Parts: [RoutePatternLiteralPart literal] }, ..] ? literal.Content : "")
        .Where(literal => literal.Length > 0);
}
