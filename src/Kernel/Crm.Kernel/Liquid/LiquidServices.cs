using Crm.Kernel.Liquid.Closed;
using Crm.Kernel.Liquid.Filters;
using Crm.Kernel.Liquid.Objects;
using Crm.Kernel.Liquid.Templates;
using Fluid;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Liquid;

/// <summary>Registration of what modules add to Liquid.</summary>
public static class LiquidServices
{
    /// <summary>Adds a filter.</summary>
    public static IServiceCollection AddLiquidFilter<T>(this IServiceCollection services, string name) where T : class, ILiquidFilter
    {
        services.TryAddScoped<T>();
        return services.AddSingleton(new LiquidFilterRegistration(name, typeof(T)));
    }

    /// <summary>Adds an object.</summary>
    public static IServiceCollection AddLiquidObject<T>(this IServiceCollection services, string name) where T : class, ILiquidObject
    {
        services.TryAddScoped<T>();
        return services.AddSingleton(new LiquidObjectRegistration(name, typeof(T)));
    }

    /// <summary>Lets templates read members of a class: <c>options.MemberAccessStrategy.Register&lt;Invoice&gt;("Total")</c>.</summary>
    public static IServiceCollection ConfigureLiquid(this IServiceCollection services, Action<TemplateOptions> configure)
        => services.AddSingleton(new LiquidSetup(configure));

    /// <summary>What Liquid needs in a tenant.</summary>
    internal static IServiceCollection AddLiquidKernel(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddHttpContextAccessor();
        services.AddSingleton<LiquidLanguage>();
        services.AddScoped(scope => new LiquidTemplates(
            scope.GetRequiredService<LiquidLanguage>(), scope, scope.GetRequiredService<TimeProvider>(), scope.GetRequiredService<IStringLocalizer<LiquidTemplates>>()));
        services.AddSingleton<ClosedLanguage>();
        services.AddScoped(scope => new ClosedLiquid(scope.GetRequiredService<ClosedLanguage>(), scope, scope.GetRequiredService<TimeProvider>()));
        services.AddScoped<TemplateStore>();
        services.AddLiquidObject<SiteObject>("Site").AddLiquidObject<CultureObject>("Culture").AddLiquidObject<UserObject>("User")
            .AddLiquidObject<RequestObject>("Request").AddLiquidObject<ContentObject>("Content");
        services.AddLiquidFilter<SlugifyFilter>("slugify").AddLiquidFilter<HtmlClassFilter>("html_class")
            .AddLiquidFilter<SanitizeHtmlFilter>("sanitize_html").AddLiquidFilter<MarkdownifyFilter>("markdownify")
            .AddLiquidFilter<TranslateFilter>("t").AddLiquidFilter<LocalFilter>("local").AddLiquidFilter<UtcFilter>("utc")
            .AddLiquidFilter<LongDateFilter>("long_date").AddLiquidFilter<ShortDateFilter>("short_date")
            .AddLiquidFilter<MoneyFilter>("money").AddLiquidFilter<NumberFilter>("number")
            .AddLiquidFilter<DisplayTextFilter>("display_text").AddLiquidFilter<ContentItemIdFilter>("content_item_id")
            .AddLiquidFilter<JsonParseFilter>("jsonparse").AddLiquidFilter<HrefFilter>("href").AddLiquidFilter<AbsoluteUrlFilter>("absolute_url");
        return services;
    }
}
