using Crm.Kernel.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Tenants;

/// <summary>
/// Commits a request's unit of work after its handler and before its result executes: a client that saw success finds its write. A handler that throws, answers
/// with a status of 400 or more, or shows its form again with errors has written nothing.
/// </summary>
internal sealed class CommitBeforeResult : IAsyncPageFilter, IAsyncActionFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
        => RunAsync(context.HttpContext.RequestServices, async () =>
        {
            var executed = await next();
            if (executed is { Exception: { } exception, ExceptionHandled: false })
            {
                executed.ExceptionDispatchInfo?.Throw();
                throw exception;
            }

            return IsRefusal(executed.Result) || (executed.Result is PageResult && !context.ModelState.IsValid);
        });

    public Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
        => RunAsync(context.HttpContext.RequestServices, async () =>
        {
            var executed = await next();
            if (executed is { Exception: { } exception, ExceptionHandled: false })
            {
                executed.ExceptionDispatchInfo?.Throw();
                throw exception;
            }

            return IsRefusal(executed.Result);
        });

    public static async ValueTask<object?> OfEndpoint(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        object? result = null;
        await RunAsync(context.HttpContext.RequestServices, async () =>
        {
            result = await next(context);
            return result is IStatusCodeHttpResult { StatusCode: >= 400 } || context.HttpContext.Response.StatusCode >= 400;
        });
        return result;
    }

    private static bool IsRefusal(object? result) => result is IStatusCodeActionResult { StatusCode: >= 400 };

    private static async Task RunAsync(IServiceProvider services, Func<Task<bool>> handler)
    {
        var refused = false;
        await UnitOfWork.RunAsync(services, async () =>
        {
            refused = await handler();
            if (refused && services.GetService<ISession>() is { } session)
            {
                await session.CancelAsync();
            }
        });
    }
}
