using Crm.Kernel.Tenants;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Hosting;

/// <summary>Finds the request's tenant, moves its prefix to the path base and runs the tenant's pipeline in a scope of its own.</summary>
internal sealed class TenantMiddleware(RequestDelegate next, ShellHost host, ModuleAssets assets, ErrorLog errors)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (host.Find(context.Request.Host, context.Request.Path) is not { } found)
        {
            await next(context);
            return;
        }

        if (found.Tenant.Settings.State is TenantState.Initializing)
        {
            context.Response.Headers.RetryAfter = "10";
            await PlainPages.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "This site is being set up. Please try again in a moment.");
            return;
        }

        var (path, pathBase) = (context.Request.Path, context.Request.PathBase);
        if (found.Prefix.Length > 0)
        {
            context.Request.PathBase = pathBase + "/" + found.Prefix;
            context.Request.Path = path.Value![(found.Prefix.Length + 1)..];
        }

        SecurityHeaders.Set(context.Response.Headers);
        try
        {
            if (!await assets.TryServeAsync(context))
            {
                await ServeAsync(context, found.Tenant);
            }
        }
        finally
        {
            (context.Request.Path, context.Request.PathBase) = (path, pathBase);
        }
    }

    private async Task ServeAsync(HttpContext context, ShellSlot tenant)
    {
        ShellContext? shell = null;
        try
        {
            shell = await host.EnterAsync(tenant);
            await RunAsync(context, shell);
            await ErrorPages.CompleteAsync(context, shell);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort(); // the client has gone
        }
        catch (Exception e)
        {
            var reference = e is BadHttpRequestException ? null : errors.Record(tenant.Settings.Name, context, e); // what a client sends wrong is no fault of ours
            if (context.Response.HasStarted)
            {
                context.Abort(); // half an answer must not look whole
                return;
            }

            await ErrorPages.ShowAsync(context, shell, new ErrorShown(StatusOf(e), reference));
        }
        finally
        {
            if (shell is not null)
            {
                await shell.LeaveAsync();
            }
        }
    }

    internal static async Task RunAsync(HttpContext context, ShellContext shell)
    {
        var services = context.RequestServices;
        await using var scope = shell.Services.CreateAsyncScope();
        context.RequestServices = scope.ServiceProvider;
        try
        {
            await shell.Pipeline(context);
        }
        finally
        {
            context.RequestServices = services;
        }
    }

    private static int StatusOf(Exception exception) => exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;
}
