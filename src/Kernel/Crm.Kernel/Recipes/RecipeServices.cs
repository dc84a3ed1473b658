using Crm.Kernel.Files;
using Crm.Kernel.Recipes.Composing;
using Crm.Kernel.Recipes.Expressions;
using Crm.Kernel.Recipes.Harvest;
using Crm.Kernel.Recipes.Running;
using Crm.Kernel.Recipes.Steps;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Crm.Kernel.Recipes;

/// <summary>Registration of recipe steps.</summary>
public static class RecipeServices
{
    /// <summary>Adds a step handler.</summary>
    public static IServiceCollection AddRecipeStep<T>(this IServiceCollection services) where T : RecipeStepHandler
        => services.AddScoped<RecipeStepHandler, T>();

    /// <summary>Adds an exporter.</summary>
    public static IServiceCollection AddRecipeExporter<T>(this IServiceCollection services) where T : class, IRecipeExporter
        => services.AddScoped<IRecipeExporter, T>();

    /// <summary>Adds functions to the scripts of recipes.</summary>
    public static IServiceCollection AddScriptFunctions<T>(this IServiceCollection services) where T : class, IScriptFunctions
        => services.AddScoped<IScriptFunctions, T>();

    /// <summary>The executor and the harvester; the host hands them to every tenant.</summary>
    internal static IServiceCollection AddRecipeHost(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IRecipeExecutor, RecipeExecutor>();
        services.TryAddSingleton<IRecipeHarvester, RecipeHarvester>();
        return services;
    }

    /// <summary>What the kernel's recipes need in a tenant.</summary>
    internal static IServiceCollection AddRecipeKernel(this IServiceCollection services)
    {
        services.AddRecipeStep<FeatureStep>().AddRecipeExporter<FeatureExporter>();
        services.AddRecipeStep<ThemesStep>().AddRecipeExporter<ThemesExporter>();
        services.AddRecipeStep<SettingsStep>().AddRecipeExporter<SettingsExporter>();
        services.AddRecipeStep<CustomSettingsStep>().AddRecipeExporter<CustomSettingsExporter>();
        services.AddRecipeStep<RecipesStep>();
        services.AddRecipeStep<ContentDefinitionStep>().AddRecipeStep<ReplaceContentDefinitionStep>().AddRecipeStep<DeleteContentDefinitionStep>();
        services.AddRecipeExporter<ContentDefinitionExporter>();
        services.AddRecipeStep<ContentStep>().AddRecipeExporter<ContentExporter>();
        services.AddRecipeStep<TemplatesStep>().AddRecipeExporter<TemplatesExporter>();
        services.AddMediaKernel().AddRecipeStep<MediaStep>().AddRecipeExporter<MediaExporter>();
        services.AddRecipeStep<TranslationsStep>().AddRecipeExporter<TranslationsExporter>();
        services.AddScoped<RecipeComposer>().AddScoped<RecipeSchemas>();
        foreach (var (name, schema) in KeptStep.All)
        {
            services.AddScoped<RecipeStepHandler>(_ => new KeptStep(name, schema));
        }

        return services.AddRecipeExporter<KeptExporter>();
    }
}
