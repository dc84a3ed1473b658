using Crm.Kernel.Hosting;
using Crm.Kernel.Tenants;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crm.Kernel.Commands;

/// <summary>A command of the host itself.</summary>
internal abstract class HostCommand
{
    public abstract string Name { get; }

    public abstract string Summary { get; }

    public abstract string Help { get; }

    public abstract Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken);
}

/// <summary>One call of a command: its arguments, where it writes, and which house it works in.</summary>
internal sealed record CommandCall(CommandArguments Arguments, TextWriter Output, TextWriter Error)
{
    /// <summary>The tenant named by <c>--tenant</c>; Default without it.</summary>
    public string Tenant => Arguments.Option("tenant") ?? ShellSettings.DefaultShellName;

    /// <summary>The host's options as <c>--data</c> says; the environment and defaults fill the rest, as for <c>run</c>.</summary>
    public CrmHostOptions HostOptions(string[]? args = null) => new()
    {
        Args = args ?? [],
        Data = Arguments.Option("data"),
        Configure = builder =>
        {
            if (args is null)
            {
                builder.Logging.ClearProviders();
            }

            if (Arguments.Option("db") is { } connection)
            {
                builder.Configuration["CRM_DB"] = connection;
            }
        },
    };

    /// <summary>The same host, built and not started: a command works on the tenant's files beside a running one.</summary>
    public async Task<WebApplication> OpenHostAsync(CancellationToken cancellationToken)
    {
        var host = CrmHost.Build(HostOptions());
        await host.Services.GetRequiredService<IShellHost>().InitializeAsync(cancellationToken);
        return host;
    }

    /// <summary>The tenant's settings.</summary>
    /// <exception cref="CommandException">There is no such tenant, or it is not running.</exception>
    public ShellSettings RunningTenant(IServiceProvider host)
    {
        var settings = host.GetRequiredService<IShellHost>().TryGetSettings(Tenant)
            ?? throw new CommandException($"there is no tenant named '{Tenant}'");
        return settings.State == TenantState.Running
            ? settings
            : throw new CommandException($"the tenant '{Tenant}' is not running ({settings.State}); set it up first, as with: crm run --recipe NAME --admin EMAIL --password PW");
    }
}
