using Crm.Contacts.Duplicates.Merge;
using Crm.Contacts.Marks;
using Crm.Contacts.Panels;
using Crm.Kernel;
using Crm.Kernel.Data;
using Crm.Kernel.Notifications;
using Crm.Kernel.Operations;
using Crm.Kernel.PersonalData;
using Crm.Kernel.Recipes;
using Crm.Kernel.Tenants;
using Crm.Privacy.Children;
using Crm.Privacy.Consents;
using Crm.Privacy.Erase;
using Crm.Privacy.Export;
using Crm.Privacy.Requests;
using Crm.Privacy.Restrict;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
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

        services.AddDataMigration<RequestMigration>();
        services.AddScoped<RequestRegister>().AddScoped<RequestLabels>().AddScoped<PeopleOfRequests>().AddScoped<WhoIsTold>();
        services.AddContactPanel<RequestsPanel>();
        services.AddPersonalData<RequestsOfSubject>();
        services.AddBackgroundTask<RemindOfRequests>();
        services.AddNotificationSource<RequestSentences>();

        // One form serves the new request and the stored one.
        services.Configure<RazorPagesOptions>(options => options.Conventions.AddPageRoute("/Crm.Privacy/Requests/EditRequest", "/admin/privacy/requests/{request}/edit"));

        services.AddDataMigration<RestrictionMigration>();
        services.AddIndexProvider<RestrictionIndexes>();
        services.AddScoped<Restrictions>();
        services.AddUseGuard<RestrictionGuard>().AddPersonMark<RestrictionGuard>();
        services.AddScoped<IPersonReference, RestrictionReferences>();
        services.AddPersonalData<RestrictionsOfPerson>();
        services.AddContactPanel<RestrictionPanel>();

        services.AddDataMigration<ComingOfAgeMigration>();
        services.AddBackgroundTask<TellOfAges>();
        services.AddNotificationSource<AgeSentences>();
        services.AddPersonalData<AgesOfPerson>();

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

        var restriction = routes.MapGroup("/api/privacy/people/{id}/restriction").RequireRight(PrivacyPermissions.Restrict).WithTags(tag);
        restriction.MapGet("", RestrictionEndpoint.GetAsync).WithSummary("Whether the use of a person’s data is restricted, and what was decided before");
        restriction.MapPost("", RestrictionEndpoint.SetAsync).WithSummary("Restrict the use of a person’s data");
        restriction.MapPost("/lift", RestrictionEndpoint.LiftAsync).WithSummary("Lift the restriction");

        var requests = routes.MapGroup("/api/privacy/requests").RequireRight(PrivacyPermissions.ManageRequests).WithTags(tag);
        requests.MapGet("", RequestsEndpoint.ListAsync).WithSummary("Requests about personal data: open, late or closed; a page at a time");
        requests.MapPost("", RequestsEndpoint.CreateAsync).WithSummary("Write a request about personal data down");
        requests.MapGet("/{request}", RequestsEndpoint.GetAsync).WithSummary("One request with what was done about it");
        requests.MapPut("/{request}", RequestsEndpoint.ReplaceAsync).WithSummary("Correct a request");
        requests.MapPost("/{request}/steps", RequestsEndpoint.StepAsync).WithSummary("Write down something that was done about a request");
        requests.MapPost("/{request}/extend", RequestsEndpoint.ExtendAsync).WithSummary("Two months more, of which the person was told within the first, with the reason");
        requests.MapPost("/{request}/close", RequestsEndpoint.CloseAsync).WithSummary("Close a request with what was answered");
        requests.MapPost("/{request}/reopen", RequestsEndpoint.ReopenAsync).WithSummary("Open a request again");
    }
}
