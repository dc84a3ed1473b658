using Crm.Contacts.Duplicates.Merge;
using Crm.Kernel;
using Crm.Kernel.Data;
using Crm.Kernel.Jobs;
using Crm.Kernel.PersonalData;
using Crm.Messaging.Tracking;
using Crm.Tracking.Classify;
using Crm.Tracking.Figures;
using Crm.Tracking.Hits;
using Crm.Tracking.Links;
using Crm.Tracking.PersonalData;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Tracking;

/// <summary>What the module adds to a tenant.</summary>
public sealed class Startup : StartupBase
{
    private static readonly string[] s_reads = [HttpMethods.Get, HttpMethods.Head];

    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services)
    {
        services.AddDataMigration<TrackingMigration>();
        services.AddLetterTracking<MarkLetter>();
        services.AddSingleton<HitFile>().AddSingleton<HitLog>();
        services.AddScoped<CountSigns>().AddBackgroundTask<CountHits>();
        services.AddScoped(provider => new ActionSigns(provider.GetRequiredService<ISession>()));
        services.AddScoped<IPersonReference, SignReferences>().AddPersonalData<SignsOfPerson>();
    }

    /// <inheritdoc/>
    public override void Configure(IApplicationBuilder app, IEndpointRouteBuilder routes, IServiceProvider serviceProvider)
        => routes.MapMethods("/t/{token}", s_reads, HitEndpoint.GetAsync).Open("The link in the letter is the key").ExcludeFromDescription();
}
