using Fluid.Values;
using Microsoft.AspNetCore.Http;

namespace Crm.Kernel.Liquid.Objects;

/// <summary>
/// <c>Request</c>: the address asked for. Headers and cookies are left out, unlike in Orchard Core: a template may be written by somebody who must not
/// read another's session.
/// </summary>
internal sealed class RequestObject(IHttpContextAccessor accessor) : ILiquidObject
{
    public ValueTask<FluidValue?> GetAsync(string member, LiquidContext context)
    {
        var request = accessor.HttpContext?.Request;
        return new(member switch
        {
            "Path" => new StringValue(request?.Path.Value ?? ""),
            "PathBase" => new StringValue(request?.PathBase.Value ?? ""),
            "QueryString" or "UriQuery" => new StringValue(request?.QueryString.Value ?? ""),
            "UriHost" => new StringValue(request?.Host.Value ?? ""),
            "Method" => new StringValue(request?.Method ?? ""),
            "ContentType" => new StringValue(request?.ContentType ?? ""),
            "Query" => FluidValue.Create(request?.Query.ToDictionary(pair => pair.Key, pair => (object)pair.Value.ToString()) ?? [], context.Options),
            _ => null,
        });
    }
}
