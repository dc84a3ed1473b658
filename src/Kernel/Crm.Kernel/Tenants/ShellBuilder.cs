using Crm.Kernel.Modules;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crm.Kernel.Tenants;

/// <summary>Makes a shell: which features, container, pipeline, activation.</summary>
internal sealed class ShellBuilder(ShellContainer container, ShellFeatures shellFeatures, ILogger<ShellBuilder> logger)
{
    public async Task<ShellContext> BuildAsync(ShellSettings settings)
    {
        var features = await shellFeatures.OfAsync(settings);
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

    /// <summary>Compiles routes and page factories before the shell is swapped in.</summary>
    public Task WarmAsync(ShellContext shell) => ShellWarmUp.RunAsync(shell, logger);

    private static async Task ActivateAsync(ShellContext shell)
    {
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
