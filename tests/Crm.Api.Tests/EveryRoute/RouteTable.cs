using System.Reflection;
using System.Text.RegularExpressions;
using Crm.Kernel.Security;
using Crm.Kernel.Tenants;
using Crm.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Api.Tests.EveryRoute;

/// <summary>An endpoint of a tenant: its route, its methods, the metadata the gate reads, and for a page its handlers.</summary>
internal sealed record Route(string Pattern, IReadOnlyList<string> Methods, Endpoint Endpoint, IReadOnlyList<Act> Acts)
{
    public bool AnswersGet => Methods.Count == 0 || Methods.Contains("GET");

    public bool HasParameter => Pattern.Contains('{', StringComparison.Ordinal);

    /// <summary>Whether a record's id stands in the address.</summary>
    public bool HasRecord => Regex.IsMatch(Pattern, @"\{(id|contentItemId|batchId)\b");

    /// <summary>The address with every parameter filled with that value.</summary>
    public string Filled(string value) => "/" + Regex.Replace(Pattern.TrimStart('/'), @"\{\*{0,2}(?<name>\w+)[^}]*\}", match => Uri.EscapeDataString(match.Groups["name"].Value switch
    {
        "status" => "404",
        "documentName" => "v1",
        "type" or "contentType" => "Person",
        _ => value,
    }));
}

/// <summary>One thing an endpoint does: a method, and for pages the handler.</summary>
/// <param name="Parameters">What the handler takes beside what the page binds.</param>
/// <param name="Rights">What the handler asks for beside the page.</param>
internal sealed record Act(string Method, string? Handler, IReadOnlyList<string> Parameters, IReadOnlyList<string> Rights)
{
    public bool Writes => Method is not ("GET" or "HEAD" or "OPTIONS");

    /// <summary>As it stands in the list of what is not reached.</summary>
    public string On(Route route) => $"{Method} /{route.Pattern.TrimStart('/')}{(Handler is null ? "" : $"?handler={Handler}")}";
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
            var page = endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } descriptor ? await loader.LoadAsync(descriptor, endpoint.Metadata) : null;
            var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
            var acts = page is null ? methods.Select(method => new Act(method, null, [], [])) : page.HandlerMethods.Select(handler => ActOf(handler, endpoint));
            routes.Add(new Route(endpoint.RoutePattern.RawText ?? "", methods, page?.Endpoint ?? endpoint, [.. acts]));
        }

        return routes;
    });

    // What stands in the address is not sent beside it: a form's value would be taken first.
    private static Act ActOf(HandlerMethodDescriptor handler, RouteEndpoint endpoint) => new(
        handler.HttpMethod.ToUpperInvariant(), handler.Name, [.. handler.Parameters.Where(parameter => IsAsked(parameter.ParameterInfo)).Select(parameter => parameter.Name).Except(endpoint.RoutePattern.Parameters.Select(parameter => parameter.Name))],
        [.. handler.MethodInfo.GetCustomAttributes<RightAttribute>().Select(right => right.Permission)]);

    // What may be left out is: a form for new and stored records takes its id from the route alone.
    private static bool IsAsked(ParameterInfo parameter)
        => parameter.Name == "q" || (new NullabilityInfoContext().Create(parameter).WriteState != NullabilityState.Nullable && Nullable.GetUnderlyingType(parameter.ParameterType) is null);
}
