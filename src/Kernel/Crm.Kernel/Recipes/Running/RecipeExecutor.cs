using Crm.Kernel.Recipes.Reading;
using Crm.Kernel.Settings;
using Crm.Kernel.Tenants;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;

namespace Crm.Kernel.Recipes.Running;

/// <inheritdoc/>
internal sealed class RecipeExecutor(
    IShellHost shells, ShellContainer container, ShellFeatures features, IConfiguration configuration, TimeProvider time, ILogger<RecipeExecutor> logger) : IRecipeExecutor
{
    private long Limit => configuration.GetValue("Recipes:MaxBytes", RecipeReader.DefaultLimit);

    public async Task<RecipeReport> CheckAsync(ShellSettings tenant, RecipeDescriptor recipe, RecipeOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (_, report) = await CheckWholeAsync(tenant, recipe, options ?? new RecipeOptions(), cancellationToken);
        return report;
    }

    public async Task<RecipeReport> ExecuteAsync(ShellSettings tenant, RecipeDescriptor recipe, RecipeOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new RecipeOptions();
        var (read, check) = await CheckWholeAsync(tenant, recipe, options, cancellationToken);
        if (read is null || !check.Succeeded)
        {
            return check;
        }

        var environment = await EnvironmentAsync(tenant, options);
        var run = new RecipeRun(shells, tenant, options with { Environment = environment }, time, logger, Limit, check.Problems);
        return await run.ExecuteAsync(read, cancellationToken);
    }

    private async Task<(Recipe?, RecipeReport)> CheckWholeAsync(ShellSettings tenant, RecipeDescriptor recipe, RecipeOptions options, CancellationToken cancellationToken)
    {
        await using var scope = await shells.GetScopeAsync(tenant);
        var services = scope.ServiceProvider;
        await using var shellToCome = new ShellToCome(container, features, tenant);
        var checker = new RecipeChecker(
            services, await CheckState.OfAsync(services), shellToCome, services.GetRequiredService<IStringLocalizer<RecipeReport>>(), Limit, cancellationToken);
        var read = await checker.CheckAsync(recipe);
        var problems = checker.Problems.OrderBy(problem => problem.IsWarning).ToList();
        var refused = read is null || (!options.Partial && problems.Any(problem => !problem.IsWarning));
        var steps = read?.Steps.Select((step, index) => new RecipeStepReport(read.Name, index + 1, Recipe.StepName(step), RecipeStepState.Waiting)).ToList() ?? [];
        return (read, new RecipeReport("", read?.Name ?? recipe.Name, recipe.FileName, refused ? RecipeOutcome.Refused : RecipeOutcome.Valid, steps, problems));
    }

    /// <summary>Outside setup, what setup would have given is taken from the site.</summary>
    private async Task<Dictionary<string, object?>> EnvironmentAsync(ShellSettings tenant, RecipeOptions options)
    {
        await using var scope = await shells.GetScopeAsync(tenant);
        var environment = new Dictionary<string, object?>(options.Environment, StringComparer.OrdinalIgnoreCase);
        if (scope.ServiceProvider.GetService<ISiteService>() is { } sites)
        {
            var site = await sites.GetSiteSettingsAsync();
            environment.TryAdd("SiteName", site.SiteName);
            environment.TryAdd("SiteTimeZone", site.TimeZoneId);
            environment.TryAdd("AdminUserId", site.SuperUser);
        }

        environment.TryAdd("AdminUsername", options.ActorName);
        return environment;
    }
}
