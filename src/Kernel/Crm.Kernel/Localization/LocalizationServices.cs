using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Handlers;
using Crm.Kernel.Hosting;
using Crm.Kernel.Localization.Vocabulary;
using Crm.Kernel.Modules;
using Crm.Kernel.Tenants;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Localization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Localization;

/// <summary>Registration of the localization room.</summary>
public static class LocalizationServices
{
    /// <summary>Adds the localizers to a tenant. <c>Localization/{culture}.po</c> in the tenant's own folder stands before the modules' texts.</summary>
    public static IServiceCollection AddLocalizationKernel(this IServiceCollection services)
    {
        services.AddSingleton<TenantVocabulary>();
        services.AddScoped<IModularTenantEvents, ReadVocabulary>();
        services.AddSingleton(provider =>
        {
            var on = provider.GetRequiredService<ApplicationPartManager>().ApplicationParts.Select(part => part.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
            return Translations.For(provider.GetRequiredService<IExtensionManager>(), on.Contains, provider.GetRequiredService<HostFolders>().Site(provider.GetRequiredService<ShellSettings>()), provider.GetRequiredService<TenantVocabulary>());
        });
        services.AddSingleton<PoLocalizerFactory>();
        services.AddSingleton<IStringLocalizerFactory>(provider => provider.GetRequiredService<PoLocalizerFactory>());
        services.AddSingleton(typeof(IStringLocalizer<>), typeof(PoLocalizer<>));
        services.AddSingleton<IHtmlLocalizerFactory, HtmlLocalizerFactory>();
        services.AddTransient(typeof(IHtmlLocalizer<>), typeof(HtmlLocalizer<>));
        services.AddTransient<IViewLocalizer, PoViewLocalizer>();
        services.AddSingleton<FeatureTexts>();
        services.AddScoped<IContentLabels, DefinitionLabels>();
        services.AddScoped<LocalTime>();
        services.AddScoped<TenantTranslations>().AddScoped<IModularTenantEvents>(scope => scope.GetRequiredService<TenantTranslations>());
        return services;
    }
}
