using Crm.Kernel;
using Crm.Kernel.Data;
using Crm.Kernel.Modules;
using Crm.Kernel.PersonalData;
using Crm.Kernel.Queries;
using Crm.Kernel.Recipes;
using Crm.Kernel.Search;
using Crm.Kernel.Security;
using Crm.Search.Find;
using Crm.Search.PersonalData;
using Crm.Search.Profiles;
using Crm.Search.Queries;
using Crm.Search.Records;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Search;

/// <summary>What the module adds to a tenant.</summary>
public sealed class Startup : StartupBase
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services)
    {
        services.AddPermissionProvider<SearchPermissions>().AddNavigationProvider<SearchMenu>();

        services.AddSingleton(RecordIndex.Of);
        services.AddScoped<RecordTypes>().AddScoped<AttachedDocuments>().AddScoped<RecordDocuments>().AddScoped<RecordChanges>();
        services.AddNodeFollower<FollowRecords>();

        services.AddScoped<FindRecords>();
        services.AddPersonalData<TermsOfPerson>();

        services.AddSingleton(ProfileIndexes.Of);
        services.AddNodeFollower<FollowProfiles>();
        services.AddQuerySource<LuceneQueries>();
        services.AddRecipeStep<LuceneIndexStep>().AddRecipeStep<IndexProfileStep>().AddRecipeExporter<ProfileExporter>();
        foreach (var (name, member) in RebuildStep.Names)
        {
            services.AddScoped<RecipeStepHandler>(scope => new RebuildStep(name, member, scope.GetRequiredService<IStringLocalizer<LuceneIndexStep>>()));
        }
    }

    /// <inheritdoc/>
    public override void Configure(IApplicationBuilder app, IEndpointRouteBuilder routes, IServiceProvider serviceProvider)
    {
        routes.MapGet("/admin/search/suggest", SuggestEndpoint.GetAsync).RequireRight(StandardPermissions.AccessAdminPanel.Name).WithTags("Search").WithSummary("The best records of each type for what is typed so far");
        routes.MapGet("/api/search", SearchEndpoint.GetAsync).RequireRight(StandardPermissions.AccessAdminPanel.Name).WithTags("Search").WithSummary("The best records of each type for some words, with the words marked").Produces<SearchAnswer>().ProducesValidationProblem();
    }
}

/// <summary>Types made without code are searched where their pages are. Comes last: a module that speaks for a type itself is heard first.</summary>
[RequireFeatures("Crm.Content")]
public sealed class ListedTypesStartup : StartupBase
{
    /// <inheritdoc/>
    public override int Order => 100;

    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services) => services.AddSearchSource<ListedTypes>();
}
