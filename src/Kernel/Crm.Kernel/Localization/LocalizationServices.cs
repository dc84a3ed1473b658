using Crm.Kernel.Modules;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Localization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Localization;

/// <summary>Registration of the localization room.</summary>
public static class LocalizationServices
{
    /// <summary>Adds the localizers to a tenant.</summary>
    /// <param name="folder">The tenant's folder (<c>App_Data/Sites/{name}</c>), whose <c>Localization/{culture}.po</c> stands before the modules' own texts.</param>
    public static IServiceCollection AddLocalizationKernel(this IServiceCollection services, string? folder)
    {
        services.AddSingleton(provider =>
        {
            var on = provider.GetRequiredService<ApplicationPartManager>().ApplicationParts.Select(part => part.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
            return Translations.For(provider.GetRequiredService<IExtensionManager>(), on.Contains, folder);
        });
        services.AddSingleton<PoLocalizerFactory>();
        services.AddSingleton<IStringLocalizerFactory>(provider => provider.GetRequiredService<PoLocalizerFactory>());
        services.AddSingleton(typeof(IStringLocalizer<>), typeof(PoLocalizer<>));
        services.AddSingleton<IHtmlLocalizerFactory, HtmlLocalizerFactory>();
        services.AddTransient(typeof(IHtmlLocalizer<>), typeof(HtmlLocalizer<>));
        services.AddTransient<IViewLocalizer, PoViewLocalizer>();
        services.AddScoped<LocalTime>();
        return services;
    }
}
