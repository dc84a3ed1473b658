using Crm.Kernel.Data.Migrations;
using Crm.Kernel.Modules;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crm.Kernel.Tenants;

/// <summary>Makes a shell: which features, container, pipeline, activation.</summary>
internal sealed class ShellBuilder(ShellContainer container, ShellFeatures shellFeatures, ExtensionManager extensions, ILogger<ShellBuilder> logger)
{
    /// <summary>Builds and activates; a module whose startup throws is reported and left off, with all that need it.</summary>
    public async Task<ShellContext> BuildAsync(ShellSettings settings)
    {
        for (var features = await shellFeatures.OfAsync(settings); ;)
        {
            try
            {
                return await BuildAsync(settings, features);
            }
            catch (StartupException e)
            {
                logger.LogError(e, "The module {Module} is left off in the tenant {Tenant}.", e.Extension.Id, settings.Name);
                extensions.Report(new ExtensionFault(e.Extension.Id, e.Message));
                features = features.Where(feature => !extensions.GetFeatureDependencies(feature.Id).Any(needed => needed.Extension == e.Extension)).ToList();
            }
        }
    }

    /// <summary>Compiles routes and page factories before the shell is swapped in.</summary>
    public Task WarmAsync(ShellContext shell) => ShellWarmUp.RunAsync(shell, logger);

    private async Task<ShellContext> BuildAsync(ShellSettings settings, IReadOnlyList<FeatureInfo> features)
    {
        var startups = container.CreateStartups(settings, features);
        var services = container.Build(settings, features, startups);
        try
        {
            var shell = new ShellContext(settings, services, features, ShellPipeline.Build(services, startups));
            await ActivateAsync(shell);
            return shell;
        }
        catch
        {
            await services.DisposeAsync();
            throw;
        }
    }

    private static async Task ActivateAsync(ShellContext shell)
    {
        if (shell.Settings.State is TenantState.Uninitialized)
        {
            return; // no database yet
        }

        await DataMigrations.RunAsync(shell.Services);
        await using (var scope = shell.Services.CreateAsyncScope())
        {
            await UnitOfWork.RunAsync(scope.ServiceProvider, async () =>
            {
                foreach (var events in scope.ServiceProvider.GetServices<IModularTenantEvents>())
                {
                    await events.ActivatingAsync();
                }
            });
        }

        await using (var scope = shell.Services.CreateAsyncScope())
        {
            await UnitOfWork.RunAsync(scope.ServiceProvider, async () =>
            {
                foreach (var events in scope.ServiceProvider.GetServices<IModularTenantEvents>())
                {
                    await events.ActivatedAsync();
                }
            });
        }
    }
}
