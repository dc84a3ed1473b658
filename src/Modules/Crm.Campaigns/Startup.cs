using Crm.Campaigns.Api;
using Crm.Campaigns.Approve;
using Crm.Campaigns.Audience;
using Crm.Campaigns.Campaigns;
using Crm.Campaigns.Check;
using Crm.Campaigns.PersonalData;
using Crm.Campaigns.Planned;
using Crm.Campaigns.Prepare;
using Crm.Campaigns.Readings;
using Crm.Campaigns.Resend;
using Crm.Campaigns.Travel;
using Crm.Campaigns.View;
using Crm.Kernel;
using Crm.Kernel.Calendar;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Jobs;
using Crm.Kernel.Navigation;
using Crm.Kernel.Operations;
using Crm.Kernel.PersonalData;
using Crm.Kernel.Recipes;
using Crm.Kernel.Security;
using Crm.Messaging.Actions;
using Crm.Messaging.Send;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Campaigns;

/// <summary>What the module adds to a tenant.</summary>
public sealed class Startup : StartupBase
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services)
    {
        services.AddDataMigration<CampaignsMigration>();
        services.AddContentPart<CampaignPart>();
        services.AddContentHandler<CampaignHandler>();
        services.AddRecipeStep<CampaignsStep>().AddRecipeExporter<CampaignsExporter>();
        services.AddPermissionProvider<CampaignsPermissions>().AddNavigationProvider<CampaignsMenu>();

        services.AddScoped<Stands>().AddScoped<FindCampaign>().AddScoped<CampaignWords>().AddScoped<CampaignAudience>();
        services.AddScoped<SilentPeople>().AddScoped<BeginResend>().AddSendGuard<ReadMeanwhile>();
        services.AddScoped<Checks>().AddOperation<CheckCampaign>();
        services.AddScoped<Approvals>().AddOperation<PrepareCampaign>().AddBackgroundTask<StartCampaigns>();
        services.AddScoped<CampaignFigures>().AddScoped<CampaignReadings>();
        services.AddActionTitles<CampaignTitles>();
        services.AddCalendarSource<PlannedCampaigns>();
        services.AddPersonalData<ForecastOfPerson>();
        services.Configure<RazorPagesOptions>(options => options.Conventions.AddPageRoute("/Crm.Campaigns/Edit/EditCampaign", "/admin/campaigns/{id}/edit"));
    }

    /// <inheritdoc/>
    public override void Configure(IApplicationBuilder app, IEndpointRouteBuilder routes, IServiceProvider serviceProvider)
    {
        var campaigns = routes.MapGroup("/api/campaigns").WithTags("Campaigns");
        campaigns.MapGet("", CampaignsEndpoint.ListAsync).RequireRight(CampaignsPermissions.View).WithSummary("The campaigns by name; a page at a time");
        campaigns.MapGet("/{campaign}", CampaignsEndpoint.GetAsync).RequireRight(CampaignsPermissions.View).WithSummary("One campaign: how it stands, what its check found, what became of its messages");
        campaigns.MapPost("/{campaign}/check", CampaignsEndpoint.CheckAsync).RequireRight(CampaignsPermissions.Manage).WithSummary("Begin to look at what would become of a campaign if it left now");
        campaigns.MapPost("/{campaign}/approve", CampaignsEndpoint.ApproveAsync).RequireRight(CampaignsPermissions.Approve).WithSummary("Approve a campaign: from its moment on it is sent");
        campaigns.MapPost("/{campaign}/take-back", CampaignsEndpoint.TakeBackAsync).RequireRight(CampaignsPermissions.Approve).WithSummary("Take back the approval of a campaign of which nothing was put yet");
    }
}
