using System.Globalization;
using System.Threading.RateLimiting;
using Crm.Kernel.Tenants;
using Crm.Kernel.Users;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Api.Requests;

/// <summary>How many requests an account may send a minute: setting <c>Crm_Api:RequestsPerMinute</c> of the tenant, 6,000 when it says nothing.</summary>
internal sealed class RequestPace : IEndpointFilter, IDisposable
{
    private readonly PartitionedRateLimiter<string> _accounts;

    public RequestPace(IShellConfiguration configuration)
    {
        var aMinute = configuration.GetValue("Crm_Api:RequestsPerMinute", 6000);
        _accounts = PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = aMinute, TokensPerPeriod = Math.Max(1, aMinute / 60), ReplenishmentPeriod = TimeSpan.FromSeconds(1), AutoReplenishment = true,
        }));
    }

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        using var lease = _accounts.AttemptAcquire(http.User.UserId() ?? http.Connection.RemoteIpAddress?.ToString() ?? "");
        if (lease.IsAcquired)
        {
            return await next(context);
        }

        http.Response.Headers.RetryAfter = 1.ToString(CultureInfo.InvariantCulture);
        return Problems.Of(StatusCodes.Status429TooManyRequests, http.RequestServices.GetRequiredService<IStringLocalizer<RequestPace>>()["Too many requests. Wait a second and try again."]);
    }

    public void Dispose() => _accounts.Dispose();
}
