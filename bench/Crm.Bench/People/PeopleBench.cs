using System.Diagnostics;
using System.Globalization;
using Crm.Kernel.Commands;
using Crm.Kernel.Hosting;
using Crm.Kernel.Tenants;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crm.Bench.People;

/// <summary>
/// The list of people over real HTTP, signed in, on the demo families: each sort up and down (down is the last page first), first page and a page forty further, each filter and search.
/// <c>CRM_BENCH_SIZE</c>: standard (40,000 people, the default) or large (1,000,000). Times are of whole requests, so they are upper bounds of server time.
/// </summary>
public sealed class PeopleBench : IBench
{
    private const string Password = "a bench of oak, 7 planks";
    private const int Repetitions = 40;

    private static readonly (string Name, string Query)[] s_lists =
    [
        ("by name", "sort=name"), ("by name, from the end", "sort=-name"), ("by city", "sort=city"), ("by city, from the end", "sort=-city"),
        ("by birth", "sort=birth"), ("by birth, from the end", "sort=-birth"), ("by change", "sort=-modified"), ("by entry", "sort=added"),
        ("clients by name", "stage=Client&sort=name"), ("clients by change", "stage=Client&sort=-modified"),
        ("search a name", "q=Berger"), ("search a prefix", "q=Be"), ("search a town", "q=Libourne"), ("search an address", "q=celine.berger"),
    ];

    public string Name => "people";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        var size = Environment.GetEnvironmentVariable("CRM_BENCH_SIZE") ?? "standard";
        var folder = Directory.CreateTempSubdirectory("crm-bench-").FullName;
        try
        {
            await using var app = await StartAsync(folder, cancellationToken);
            var watch = Stopwatch.StartNew();
            await LoadAsync(app, size, cancellationToken);

            var loaded = watch.Elapsed;
            using var reader = await ListReader.SignInAsync(new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()), "bench@example.org", Password);
            var people = await reader.CountAsync(cancellationToken);
            var rows = new List<BenchRow>
            {
                new($"demo people loaded ({people:N0})", "people/s", people / loaded.TotalSeconds, "", null, null, "none", true),
            };
            foreach (var (name, query) in s_lists)
            {
                rows.Add(Row($"list {name}, first page, {people:N0} people", await reader.TimeAsync("/admin/people?" + query, Repetitions, cancellationToken)));
                if (await reader.DeepAsync("/admin/people?" + query, pages: 40, cancellationToken) is { } deep)
                {
                    rows.Add(Row($"list {name}, forty pages on, {people:N0} people", await reader.TimeAsync(deep, Repetitions, cancellationToken)));
                }
            }

            rows.Add(Row($"count of everybody, {people:N0} people", await reader.TimeAsync("/admin/people?handler=Count", Repetitions, cancellationToken)));
            if (await reader.FirstPersonAsync(cancellationToken) is { } person)
            {
                rows.Add(Row($"a person's page, {people:N0} people", await reader.TimeAsync(person, Repetitions, cancellationToken), 100));
            }

            return rows;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task LoadAsync(WebApplication app, string size, CancellationToken cancellationToken)
    {
        var shells = app.Services.GetRequiredService<IShellHost>();
        var scope = await shells.GetScopeAsync(shells.TryGetSettings(ShellSettings.DefaultShellName)!);
        await scope.UsingAsync(async services =>
        {
            var demo = services.GetServices<ICliCommand>().Single(command => command.Name == "demo");
            var arguments = new CommandArguments([], new Dictionary<string, string> { ["size"] = size });
            if (await demo.RunAsync(arguments, Console.Out, Console.Error, cancellationToken) != 0)
            {
                throw new InvalidOperationException("The demo families could not be loaded.");
            }
        });
    }

    private static BenchRow Row(string name, double p95, double bar = 50)
        => new(name, "ms p95", p95, "", null, null, string.Create(CultureInfo.InvariantCulture, $"≤ {bar} ms"), p95 <= bar);

    private static async Task<WebApplication> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var app = CrmHost.Build(new CrmHostOptions
        {
            ApplicationName = "Crm.Host",
            ContentRoot = AppContext.BaseDirectory,
            Data = folder,
            Environment = "Production",
            Configure = builder =>
            {
                builder.WebHost.UseUrls("http://127.0.0.1:0");
                builder.Logging.ClearProviders();
            },
        });
        var shells = app.Services.GetRequiredService<IShellHost>();
        await shells.InitializeAsync(cancellationToken);
        var setup = await app.Services.GetRequiredService<ISetupService>().SetupAsync(
            new SetupContext
            {
                Settings = shells.TryGetSettings(ShellSettings.DefaultShellName)!,
                SiteName = "Bench", AdminUsername = "bench", AdminEmail = "bench@example.org", AdminPassword = Password,
                SiteTimeZone = "Europe/Paris", RecipeName = "b2b",
            },
            cancellationToken);
        if (!setup.Succeeded)
        {
            throw new InvalidOperationException(string.Join("; ", setup.Errors));
        }

        await app.StartAsync(cancellationToken);
        return app;
    }
}
