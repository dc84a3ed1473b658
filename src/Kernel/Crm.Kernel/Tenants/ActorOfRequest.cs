using System.Security.Claims;
using Crm.Kernel.Data;
using Crm.Kernel.Users;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Tenants;

/// <summary>Says who acts, and closes the session for writing in requests that only read.</summary>
internal sealed class ActorOfRequest(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.RequestServices.GetService<ChangeContext>() is { } change)
        {
            change.IsReadOnly = (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || HttpMethods.IsOptions(context.Request.Method))
                && context.GetEndpoint()?.Metadata.GetMetadata<WritesAttribute>() is null;
            if (context.User.FindFirstValue(ClaimTypes.NameIdentifier) is { Length: > 0 } id)
            {
                change.Actor = id;
                change.ActorName = context.User.UserShownName() ?? id;
            }
            else
            {
                change.Actor = change.ActorName = "anonymous";
            }
        }

        return next(context);
    }
}

/// <summary>A page or endpoint that writes although it answers GET, and why.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class WritesAttribute(string reason) : Attribute
{
    /// <summary>The reason, one sentence.</summary>
    public string Reason { get; } = reason;
}
