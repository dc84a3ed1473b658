using System.Text.Encodings.Web;
using System.Text.Unicode;
using Crm.Kernel.Display.Activation;
using Crm.Kernel.Display.Frame;
using Crm.Kernel.Display.Icons;
using Crm.Kernel.Display.Themes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.WebEncoders;

namespace Crm.Kernel.Display;

/// <summary>Registration of the display room.</summary>
public static class DisplayServices
{
    /// <summary>Adds themes, shapes and what the tag helpers need to a tenant.</summary>
    public static IServiceCollection AddDisplayKernel(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All)); // "é" stays "é"
        services.AddSingleton<CompiledViews>();
        services.AddSingleton(IconSet.Instance);
        services.AddSingleton<InjectedSingletons>();
        services.Replace(ServiceDescriptor.Singleton<IRazorPageActivator, SharedViews>());
        services.Replace(ServiceDescriptor.Singleton<IPageFactoryProvider, SharedPageFactory>());
        services.Replace(ServiceDescriptor.Singleton<IPageModelActivatorProvider, SharedPageModels>());
        services.AddScoped<CurrentTheme>();
        services.AddScoped<PageFrame>();
        services.Configure<RazorPagesOptions>(options => options.RootDirectory = "/");
        services.Configure<MvcOptions>(options => options.Filters.Add<ThemeFilter>(int.MaxValue));
        services.AddOptions<RazorViewEngineOptions>().Configure<CompiledViews>((options, views) => options.ViewLocationExpanders.Add(new ThemeViewLocations(views)));
        return services;
    }
}
