using Crm.Kernel;
using Crm.Kernel.Data;
using Crm.Kernel.Modules;
using Crm.Kernel.Security;
using Crm.Kernel.Tenants;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ProbeModule;

/// <summary>Endpoints that write, wait and fail.</summary>
public sealed class Startup(IConfiguration configuration) : StartupBase
{
    private static readonly OpenAttribute s_open = new("Tests ask it");

    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services)
    {
        if (configuration["Probe:Throw"] is "services")
        {
            throw new InvalidOperationException("The probe was told to throw.");
        }

        services.AddSingleton<Followed>().AddChangeFollower<NoteFollower>();
    }

    /// <inheritdoc/>
    public override void Configure(IApplicationBuilder app, IEndpointRouteBuilder routes, IServiceProvider serviceProvider)
    {
        routes.MapPost("/probe/notes/{text}", async (string text, ISession session) => await session.SaveAsync(new Note { Text = text })).WithMetadata(s_open).DisableAntiforgery();
        routes.MapGet("/probe/notes", async (ISession session) => (await session.Query<Note>().ListAsync()).Select(note => note.Text)).WithMetadata(s_open);
        routes.MapGet("/probe/wait/{seconds:double}", async (double seconds, CancellationToken cancellationToken) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(seconds), cancellationToken);
            return "waited";
        }).WithMetadata(s_open);
        routes.MapPost("/probe/refuse/{text}", async (string text, ISession session) =>
        {
            await session.SaveAsync(new Note { Text = text });
            return Results.BadRequest("no");
        }).WithMetadata(s_open).DisableAntiforgery();
        routes.MapPost("/probe/throw/{text}", async (string text, ISession session) =>
        {
            await session.SaveAsync(new Note { Text = text });
            await session.FlushAsync();
            throw new InvalidOperationException("secret detail");
        }).WithMetadata(s_open).DisableAntiforgery();
        routes.MapGet("/probe/followed", (Followed followed) => string.Join(",", followed.Types)).WithMetadata(s_open);
        routes.MapGet("/probe/write-on-get", async (ISession session) => await session.SaveAsync(new Note { Text = "get" })).WithMetadata(s_open);
    }
}

/// <summary>An address that comes and goes.</summary>
[Feature("ProbeModule.Extra")]
public sealed class ExtraStartup : StartupBase
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services) => services.AddScoped<IModularTenantEvents, Awakening>();

    /// <inheritdoc/>
    public override void Configure(IApplicationBuilder app, IEndpointRouteBuilder routes, IServiceProvider serviceProvider)
        => routes.MapGet("/probe/extra", () => "extra").WithMetadata(new OpenAttribute("Tests ask it"));
}

/// <summary>A job.</summary>
[Feature("ProbeModule.Jobs")]
public sealed class JobsStartup : StartupBase
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services) => services.AddBackgroundTask<NoteTheTime>();
}

/// <summary>A document.</summary>
public sealed class Note
{
    /// <summary>What it says.</summary>
    public string Text { get; set; } = "";
}
