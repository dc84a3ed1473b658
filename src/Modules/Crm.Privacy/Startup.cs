using Crm.Contacts.Panels;
using Crm.Kernel;
using Crm.Kernel.Data;
using Crm.Kernel.Operations;
using Crm.Kernel.PersonalData;
using Crm.Kernel.Recipes;
using Crm.Kernel.Tenants;
using Crm.Privacy.Consents;
using Crm.Privacy.Erase;
using Crm.Privacy.Export;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Privacy;

/// <summary>What the module adds to a tenant.</summary>
public sealed class Startup : StartupBase
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services)
    {
        services.AddPermissionProvider<PrivacyPermissions>().AddNavigationProvider<PrivacyMenu>();
        services.AddContactPanel<PersonalDataPanel>();
        services.AddScoped<PeopleInReach>();

        services.AddDataMigration<ConsentMigration>();
        services.AddScoped<ConsentLog>().AddScoped<ConsentLabels>();
        services.AddContactPanel<ConsentsPanel>();
        services.AddPersonalData<ConsentsOfSubject>();
        services.AddRecipeStep<ConsentPurposesStep>();

        services.AddDataMigration<HandedOutMigration>();
        services.AddScoped<PersonalDataFile>();

        services.AddDataMigration<ErasureMigration>();
        services.AddSingleton<ErasedIds>();
        services.AddScoped<ErasePeople>();
        services.AddOperation<EraseOperation>();
        services.AddScoped<IModularTenantEvents, ReplayErasures>();
    }

    /// <inheritdoc/>
    public override void Configure(IApplicationBuilder app, IEndpointRouteBuilder routes, IServiceProvider serviceProvider)
    {
        const string tag = "Privacy";
        routes.MapGet("/api/privacy/people/{id}/consents", ConsentsEndpoint.GetAsync).RequireRight(PrivacyPermissions.ViewConsents).WithTags(tag).WithSummary("What a person agreed to: what holds today, and all that was said");
        routes.MapPost("/api/privacy/people/{id}/consents", ConsentsEndpoint.PostAsync).RequireRight(PrivacyPermissions.RecordConsents).WithTags(tag).WithSummary("Note that a person gave or withdrew a consent");
        routes.MapPost("/api/privacy/people/{id}/export", ExportEndpoint.PostAsync).RequireRight(PrivacyPermissions.Export).WithTags(tag).WithSummary("All that is kept of a person, as a ZIP file");
        routes.MapGet("/api/privacy/people/{id}/erasure", EraseEndpoint.GetAsync).RequireRight(PrivacyPermissions.Erase).WithTags(tag).WithSummary("What an erasure of a person would take away, and what stays");
        routes.MapPost("/api/privacy/people/{id}/erasure", EraseEndpoint.PostAsync).RequireRight(PrivacyPermissions.Erase).WithTags(tag).WithSummary("Erase a person for good; the person’s name says that it is meant");
    }
}
