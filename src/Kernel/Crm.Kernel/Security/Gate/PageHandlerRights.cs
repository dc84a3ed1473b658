using System.Reflection;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Security;

/// <summary>Asks for the right that a page's handler method names beside the page's own: routing sees only the page.</summary>
internal sealed class PageHandlerRights : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var services = context.HttpContext.RequestServices;
        foreach (var right in context.HandlerMethod?.MethodInfo.GetCustomAttributes<RightAttribute>() ?? [])
        {
            if (!await services.GetRequiredService<Rights>().HoldsAsync(context.HttpContext.User, right.Permission))
            {
                context.Result = new RefusedResult();
                return;
            }
        }

        await next();
    }

    private sealed class RefusedResult : Microsoft.AspNetCore.Mvc.ActionResult
    {
        public override Task ExecuteResultAsync(Microsoft.AspNetCore.Mvc.ActionContext context)
            => context.HttpContext.RequestServices.GetRequiredService<Refusals>().AnswerAsync(context.HttpContext, Refusal.Forbidden);
    }
}
