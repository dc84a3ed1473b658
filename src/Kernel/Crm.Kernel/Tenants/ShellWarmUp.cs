using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crm.Kernel.Tenants;

/// <summary>Sends a new shell a request of our own before people do: routes, expressions and page factories are compiled by it.</summary>
internal static class ShellWarmUp
{
    private static readonly string[] s_paths = ["/", "/login"];

    public static async Task RunAsync(ShellContext shell, ILogger logger)
    {
        foreach (var path in s_paths)
        {
            try
            {
                await ApartAsync(() => SendAsync(shell, path));
            }
            catch (Exception e)
            {
                // The page will say so itself to whoever opens it; a shell is not refused for it.
                logger.LogWarning(e, "The page {Path} of the tenant {Tenant} failed while it was warmed.", path, shell.Settings.Name);
            }
        }
    }

    // Away from the request that may have caused the rebuild: its HttpContext and culture stay its own.
    private static Task ApartAsync(Func<Task> work)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(work);
        }
    }

    private static async Task SendAsync(ShellContext shell, string path)
    {
        await using var scope = shell.Services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Request.Method = HttpMethods.Get;
        context.Request.Scheme = "http";
        context.Request.Host = new HostString("localhost");
        context.Request.PathBase = TenantCookies.PathOf(shell.Settings) is { Length: > 1 } prefix ? prefix : "";
        context.Request.Path = path;
        context.Response.Body = Stream.Null;
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = context;
        await shell.Pipeline(context);
    }
}
