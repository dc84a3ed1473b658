using Crm.Kernel.Hosting;
using Crm.Kernel.Recipes;
using Crm.Kernel.Tenants;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Crm.Kernel.Commands;

/// <summary>Runs the host; sets the tenant up first when it is asked to and was not.</summary>
internal sealed class RunCommand : HostCommand
{
    public override string Name => "run";

    public override string Summary => "run the host; sets the tenant up when --recipe is given";

    public override string Help => """
        crm run [--urls URL] [--recipe NAME --admin EMAIL --password PW] [--site-name NAME] [--culture fr] [--time-zone Europe/Paris]

        Serves on --urls (http://127.0.0.1:5000 without it). With --recipe a tenant that is not set up yet is set up from that recipe
        with that administrator; one that is already running is left as it is. The password may come from CRM_ADMIN_PASSWORD.
        """;

    public override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var urls = call.Arguments.Option("urls") ?? Environment.GetEnvironmentVariable("ASPNETCORE_URLS") ?? "http://127.0.0.1:5000";
        await using var host = CrmHost.Build(call.HostOptions(["--urls", urls]));
        await host.Services.GetRequiredService<IShellHost>().InitializeAsync(cancellationToken);
        if (call.Arguments.Option("recipe") is { } recipe && !await SetUpAsync(call, host, recipe, cancellationToken))
        {
            return 1;
        }

        await host.StartAsync(cancellationToken);
        foreach (var url in host.Urls)
        {
            await call.Output.WriteLineAsync($"listening on {url}");
        }

        await using var stopping = cancellationToken.Register(host.Lifetime.StopApplication);
        await host.WaitForShutdownAsync(CancellationToken.None);
        return 0;
    }

    private static async Task<bool> SetUpAsync(CommandCall call, WebApplication host, string recipe, CancellationToken cancellationToken)
    {
        var settings = host.Services.GetRequiredService<IShellHost>().TryGetSettings(call.Tenant)
            ?? throw new CommandException($"there is no tenant named '{call.Tenant}'");
        if (settings.State == TenantState.Running)
        {
            await call.Output.WriteLineAsync($"the tenant '{settings.Name}' is set up already; --recipe is left aside");
            return true;
        }

        var email = call.Arguments.Option("admin") ?? throw new CommandException("--recipe needs --admin EMAIL");
        var password = call.Arguments.Option("password") ?? Environment.GetEnvironmentVariable("CRM_ADMIN_PASSWORD")
            ?? throw new CommandException("--recipe needs --password PW, or CRM_ADMIN_PASSWORD");
        var connection = call.Arguments.Option("db") ?? Environment.GetEnvironmentVariable("CRM_DB");
        var result = await host.Services.GetRequiredService<ISetupService>().SetupAsync(
            new SetupContext
            {
                Settings = settings,
                SiteName = call.Arguments.Option("site-name") ?? (await host.Services.GetRequiredService<IRecipeHarvester>().FindAsync(recipe, cancellationToken))?.DisplayName ?? "",
                AdminUsername = call.Arguments.Option("admin-name") ?? email,
                AdminEmail = email,
                AdminPassword = password,
                SiteTimeZone = call.Arguments.Option("time-zone") ?? "Europe/Paris",
                Culture = call.Arguments.Option("culture") ?? "",
                DatabaseProvider = string.IsNullOrEmpty(connection) ? null : "Postgres",
                ConnectionString = string.IsNullOrEmpty(connection) ? null : connection,
                RecipeName = recipe,
                Progress = new Lines(call.Output),
            },
            cancellationToken);
        foreach (var (field, sentence) in result.Errors)
        {
            await call.Error.WriteLineAsync($"crm: {(field.Length > 0 ? field + ": " : "")}{sentence}");
        }

        return result.Succeeded;
    }

    private sealed class Lines(TextWriter output) : IProgress<SetupProgress>
    {
        public void Report(SetupProgress value) => output.WriteLine($"{value.Step}/{value.Steps} {value.Sentence.Replace("{0}", value.Subject, StringComparison.Ordinal)}");
    }
}
