using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;

namespace Crm.Kernel.Security;

/// <summary>What an endpoint says of who may come in.</summary>
/// <param name="Rights">All of them are asked for.</param>
/// <param name="IsNamed">Whether the endpoint says anything at all; one that says nothing lets nobody in.</param>
public sealed record GateRule(IReadOnlyList<string> Rights, bool IsOpen, bool IsNamed)
{
    /// <summary>Reads the rule from the endpoint's metadata. Under <c>/admin</c> the right to enter the admin comes first.</summary>
    public static GateRule Of(Endpoint endpoint)
    {
        var asked = endpoint.Metadata.GetOrderedMetadata<RightAttribute>().Select(right => right.Permission).Distinct().ToList();
        if (asked.Count == 0 && (endpoint.Metadata.GetMetadata<OpenAttribute>() is not null || endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null))
        {
            return new GateRule([], IsOpen: true, IsNamed: true);
        }

        var named = asked.Count > 0 || endpoint.Metadata.GetMetadata<SignedInAttribute>() is not null;
        if (IsAdmin(endpoint) && asked.Count > 0)
        {
            asked.Insert(0, StandardPermissions.AccessAdminPanel.Name);
        }

        return new GateRule(asked, IsOpen: false, IsNamed: named);
    }

    private static bool IsAdmin(Endpoint endpoint)
        => endpoint is RouteEndpoint { RoutePattern.RawText: { } text } && (text.TrimStart('/') + "/").StartsWith("admin/", StringComparison.OrdinalIgnoreCase);
}
