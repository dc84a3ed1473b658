using Crm.Kernel.Tenants;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Crm.Kernel.Hosting;

/// <summary>What went wrong, for the page at <c>/error/{status}</c>; found in <see cref="HttpContext.Features"/>.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Reference">The reference of <see cref="ErrorLog"/>; null when nothing was recorded (404, 403).</param>
public sealed record ErrorShown(int Status, string? Reference = null);

/// <summary>Shows errors in the tenant's own dress; plainly when the tenant cannot.</summary>
internal static class ErrorPages
{
    /// <summary>Gives a body to an answer that has only a status.</summary>
    public static Task CompleteAsync(HttpContext context, ShellContext shell)
    {
        var response = context.Response;
        return response is { HasStarted: false, StatusCode: >= 400, ContentLength: null or 0, ContentType: null or "" } && !HttpMethods.IsHead(context.Request.Method)
            ? ShowAsync(context, shell, new ErrorShown(response.StatusCode))
            : Task.CompletedTask;
    }

    public static async Task ShowAsync(HttpContext context, ShellContext? shell, ErrorShown error)
    {
        if (shell is not null && PlainPages.WantsHtml(context.Request) && await TryTenantPageAsync(context, shell, error))
        {
            return;
        }

        Clear(context);
        await PlainPages.WriteAsync(context, error.Status, SentenceOf(error.Status), error.Reference);
    }

    private static async Task<bool> TryTenantPageAsync(HttpContext context, ShellContext shell, ErrorShown error)
    {
        var (path, method, query) = (context.Request.Path, context.Request.Method, context.Request.QueryString);
        Clear(context);
        context.Features.Set(error);
        context.Request.Path = $"/error/{error.Status}";
        context.Request.Method = HttpMethods.Get;
        context.Request.QueryString = default;
        try
        {
            await TenantMiddleware.RunAsync(context, shell);
            return context.Response.HasStarted || context.Response.ContentType is not null;
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            // The error page itself failed (the theme is broken): the plain page still tells the first error's reference.
            context.RequestServices.GetService<ErrorLog>()?.Record(shell.Settings.Name, context, e);
            return false;
        }
        finally
        {
            (context.Request.Path, context.Request.Method, context.Request.QueryString) = (path, method, query);
        }
    }

    // Keeps Retry-After, WWW-Authenticate and cookies out: the answer starts anew.
    private static void Clear(HttpContext context)
    {
        var challenge = context.Response.Headers.WWWAuthenticate;
        context.Response.Clear();
        context.Response.Headers.WWWAuthenticate = challenge;
        SecurityHeaders.Set(context.Response.Headers);
        context.SetEndpoint(null);
        context.Features.Get<IRouteValuesFeature>()?.RouteValues.Clear();
        context.Request.RouteValues.Clear();
    }

    internal static string SentenceOf(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "The request could not be understood.",
        StatusCodes.Status401Unauthorized => "Please sign in.",
        StatusCodes.Status403Forbidden => "You may not do this.",
        StatusCodes.Status404NotFound => "There is nothing at this address.",
        StatusCodes.Status405MethodNotAllowed => "This address does not take that kind of request.",
        StatusCodes.Status413PayloadTooLarge => "What was sent is too large.",
        StatusCodes.Status429TooManyRequests => "Too many requests from your address. Wait a minute and try again.",
        StatusCodes.Status503ServiceUnavailable => "This site is being set up. Please try again in a moment.",
        _ when status < 500 => "The request could not be carried out.",
        _ => "Something went wrong on our side. It has been recorded.",
    };
}
