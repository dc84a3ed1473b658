using Crm.Bench.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crm.Bench.Tenants;

/// <summary>An ASP.NET Core application with one Razor page and nothing else.</summary>
internal sealed class PlainApplication : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PlainApplication(WebApplication app) => _app = app;

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<PlainApplication> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddRazorPages(options => options.RootDirectory = "/").AddViewLocalization().AddApplicationPart(typeof(PlainModel).Assembly);
        var app = builder.Build();
        app.UseRouting();
        app.MapRazorPages();
        await app.StartAsync(cancellationToken);
        return new PlainApplication(app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
