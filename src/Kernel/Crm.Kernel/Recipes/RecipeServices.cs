using Microsoft.Extensions.DependencyInjection;

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
}
