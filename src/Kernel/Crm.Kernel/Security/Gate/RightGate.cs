using System.Runtime.CompilerServices;
using Crm.Kernel.Users;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crm.Kernel.Security;

/// <summary>Stands before every endpoint: right, read-only state, antiforgery. An endpoint that names no right is shut.</summary>
internal sealed class RightGate(RequestDelegate next, ILogger<RightGate> log)
{
    private static readonly ConditionalWeakTable<Endpoint, GateRule> s_rules = [];

    public async Task InvokeAsync(HttpContext context, IAntiforgery antiforgery)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint is null)
        {
            await next(context);
            return;
        }

        var rule = s_rules.GetValue(endpoint, GateRule.Of);
        if (!rule.IsNamed)
        {
            log.LogError("The endpoint {Endpoint} names neither a right nor a reason to be open; it is shut.", endpoint.DisplayName);
        }

        if (await RefusalAsync(context, endpoint, rule, antiforgery) is { } refusal)
        {
            await context.RequestServices.GetRequiredService<Refusals>().AnswerAsync(context, refusal);
            return;
        }

        await next(context);
    }

    private static async Task<Refusal?> RefusalAsync(HttpContext context, Endpoint endpoint, GateRule rule, IAntiforgery antiforgery)
    {
        if (!rule.IsNamed)
        {
            return Refusal.Forbidden;
        }

        if (!rule.IsOpen && !await AllHeldAsync(context, rule))
        {
            return context.User.Identity?.IsAuthenticated == true ? Refusal.Forbidden : Refusal.SignIn;
        }

        if (IsSafe(context.Request.Method))
        {
            return null;
        }

        if (rule.IsOpen && !context.RequestServices.GetRequiredService<PublicPace>().Allows(context.Connection.RemoteIpAddress?.ToString() ?? ""))
        {
            return Refusal.TooFast;
        }

        if (context.User.SeesAsRole() is not null && endpoint.Metadata.GetMetadata<AllowedWhileSeeingAsAttribute>() is null)
        {
            return Refusal.ReadOnly;
        }

        if (!await CanBeReadAsync(context.Request, endpoint))
        {
            return Refusal.TooLarge;
        }

        return NeedsAntiforgery(context, endpoint) && !await antiforgery.IsRequestValidAsync(context) ? Refusal.NoAntiforgery : null;
    }

    // Read here, a form beyond the limits says so; the antiforgery check would call it a missing token. Endpoints with limits of their own read it themselves.
    private static async Task<bool> CanBeReadAsync(HttpRequest request, Endpoint endpoint)
    {
        if (!request.HasFormContentType || endpoint.Metadata.GetMetadata<PageActionDescriptor>() is null || HasOwnLimits(endpoint.Metadata))
        {
            return true;
        }

        try
        {
            await request.ReadFormAsync(request.HttpContext.RequestAborted);
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static bool HasOwnLimits(EndpointMetadataCollection metadata)
        => metadata.GetMetadata<RequestFormLimitsAttribute>() is not null || metadata.GetMetadata<IRequestSizeLimitMetadata>() is not null;

    private static async Task<bool> AllHeldAsync(HttpContext context, GateRule rule)
    {
        if (rule.Rights.Count == 0)
        {
            return context.User.Identity?.IsAuthenticated == true;
        }

        var rights = context.RequestServices.GetRequiredService<Rights>();
        foreach (var right in rule.Rights)
        {
            if (!await rights.HoldsAsync(context.User, right))
            {
                return false;
            }
        }

        return true;
    }

    // Razor Pages look for the token themselves; a token of the API is no cookie that a foreign page could make the browser send.
    private static bool NeedsAntiforgery(HttpContext context, Endpoint endpoint)
        => !context.User.IsToken() && endpoint.Metadata.GetMetadata<PageActionDescriptor>() is null
            && endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>()?.RequiresValidation != false;

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);
}
