using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Crm.Kernel.Security;

/// <summary>A page's form whose token has expired is refused with the sentence that says so, not with a bare 400.</summary>
internal sealed class ExpiredForms(Refusals refusals) : IAsyncAlwaysRunResultFilter
{
    public Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
        => context.Result is IAntiforgeryValidationFailedResult ? refusals.AnswerAsync(context.HttpContext, Refusal.NoAntiforgery) : next();
}
