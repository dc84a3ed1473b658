using Crm.Contacts.Segments;
using Crm.Contacts.Timeline;
using Crm.Kernel;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Recipes;
using Crm.Kernel.Security;
using Crm.Kernel.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Stages;

/// <summary>Registration of life-cycle stages.</summary>
internal static class StageServices
{
    public static IServiceCollection AddStages(this IServiceCollection services)
    {
        services.AddContentPart<LifeCyclePart>();
        services.AddIndexProvider<StageIndexes>();
        services.AddSingleton<StageNames>();
        services.AddScoped(provider => new LifeCycle(provider.GetRequiredService<IDocumentManager<LifeCycleDocument>>(), provider.GetRequiredService<StageNames>(), provider.GetRequiredService<ISession>()));
        services.AddScoped<IModularTenantEvents, ReadStages>();
        services.AddContentHandler<NoteStageChanges>();
        services.AddTimelineKinds<StageTimeline>();
        services.AddSegmentRules<StageRules>();
        services.AddPermissionProvider<StagesPermissions>();
        services.AddScoped<View.StageFigures>();
        services.AddScoped<Edit.KeepStage>().AddScoped<Edit.RetireStage>();
        services.AddRecipeStep<StagesStep>().AddRecipeExporter<StagesExporter>();
        return services;
    }
}
