using System.Security.Claims;
using Fluid.Values;
using Microsoft.AspNetCore.Http;

namespace Crm.Kernel.Liquid.Objects;

/// <summary><c>User</c>: who is signed in. <c>User.Identity.Name</c>, <c>User.UserName</c>, <c>User.UserId</c>, <c>User.IsAuthenticated</c>.</summary>
internal sealed class UserObject(IHttpContextAccessor accessor) : ILiquidObject
{
    public ValueTask<FluidValue?> GetAsync(string member, LiquidContext context)
    {
        var user = accessor.HttpContext?.User;
        return new(member switch
        {
            "Identity" => new LiquidObjectValue(typeof(UserObject), "User.Identity"),
            "Name" or "UserName" => new StringValue(user?.Identity?.Name ?? ""),
            "UserId" => new StringValue(user?.FindFirstValue(ClaimTypes.NameIdentifier) ?? ""),
            "IsAuthenticated" => BooleanValue.Create(user?.Identity?.IsAuthenticated == true),
            _ => null,
        });
    }
}
