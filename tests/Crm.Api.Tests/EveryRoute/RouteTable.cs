using System.Text.RegularExpressions;
using Crm.Kernel.Tenants;
using Crm.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Api.Tests.EveryRoute;

/// <summary>An endpoint of a tenant: its route, its methods, and the metadata the gate reads.</summary>
internal sealed record Route(string Pattern, IReadOnlyList<string> Methods, Endpoint Endpoint)
{
    public bool AnswersGet => Methods.Count == 0 || Methods.Contains("GET");

    public bool HasParameter => Pattern.Contains('{', StringComparison.Ordinal);

    /// <summary>The address with every parameter filled with that value.</summary>
    public string Filled(string value) => "/" + Regex.Replace(Pattern.TrimStart('/'), @"\{\*{0,2}(?<name>\w+)[^}]*\}", match => Uri.EscapeDataString(match.Groups["name"].Value switch
    {
        "status" => "404",
        "documentName" => "v1",
        "type" or "contentType" => "Person",
        _ => value,
    }));
}

/// <summary>Reads the whole route table of a tenant, pages compiled, so that a new module is covered without a word here.</summary>
internal static class RouteTable
{
    public static Task<List<Route>> OfAsync(TestHost host, ShellSettings tenant) => host.InTenantAsync(tenant, async services =>
    {
        var loader = services.GetRequiredService<PageLoader>();
        var routes = new List<Route>();
        foreach (var endpoint in services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Distinct())
        {
            var page = endpoint.Metadata.GetMetadata<PageActionDescriptor>();
            var shown = page is null ? endpoint : (await loader.LoadAsync(page, endpoint.Metadata)).Endpoint ?? endpoint;
            var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
            routes.Add(new Route(endpoint.RoutePattern.RawText ?? "", methods, shown));
        }

        return routes;
    });
}
