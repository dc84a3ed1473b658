using Crm.Kernel.Content.Parts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Content.Public;

/// <summary>Marks the page that shows items at their own addresses.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ByAddressAttribute : Attribute;

/// <summary>The published item that an address means.</summary>
/// <param name="Inner">The item inside it, or null.</param>
internal sealed record AddressedItem(string Item, string? Inner);

/// <summary>Lets the page of items answer only where a published item has the address; every other unknown address stays a 404, and every page of the site goes before.</summary>
internal sealed class ByAddress : MatcherPolicy, IEndpointSelectorPolicy
{
    // After the policies of the framework: methods and the like are settled.
    public override int Order => 1000;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Any(IsMine);

    public async Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        var (mine, others) = (-1, new List<int>());
        for (var i = 0; i < candidates.Count; i++)
        {
            if (!candidates.IsValidCandidate(i))
            {
                continue;
            }

            if (IsMine(candidates[i].Endpoint))
            {
                mine = i;
            }
            else
            {
                others.Add(i);
            }
        }

        if (mine < 0)
        {
            return;
        }

        var isHome = httpContext.Request.Path.Value is null or "" or "/";
        var address = (others.Count == 0 || isHome) && IsRead(httpContext.Request.Method) ? await FindAsync(httpContext) : null;
        candidates.SetValidity(mine, address is not null);
        if (address is not null)
        {
            httpContext.Items[typeof(AddressedItem)] = address;
            others.ForEach(other => candidates.SetValidity(other, false));
        }
    }

    private static async Task<AddressedItem?> FindAsync(HttpContext http)
        => await http.RequestServices.GetRequiredService<ItemLookup>().AddressAsync(http.Request.Path.Value ?? "") is { } found ? new AddressedItem(found.Item, found.Inner) : null;

    private static bool IsMine(Endpoint endpoint) => endpoint.Metadata.GetMetadata<ByAddressAttribute>() is not null;

    private static bool IsRead(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);
}
