using Microsoft.AspNetCore.Mvc.Filters;

namespace Crm.Kernel.Display.Themes;

/// <summary>Knows the theme before any view is looked up.</summary>
internal sealed class ThemeFilter(CurrentTheme theme) : IAsyncResultFilter
{
    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        await theme.ReadAsync();
        await next();
    }
}
