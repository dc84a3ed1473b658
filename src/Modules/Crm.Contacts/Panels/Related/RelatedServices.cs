using Crm.Contacts.Duplicates.Merge;
using Crm.Kernel;
using Crm.Kernel.Recipes;
using Crm.Kernel.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Panels.Related;

/// <summary>Registration of panels of related records.</summary>
internal static class RelatedServices
{
    public static IServiceCollection AddRelatedPanels(this IServiceCollection services)
    {
        services.AddScoped<RelatedPanels>();
        services.AddScoped<RelatedColumns>();
        services.AddScoped<RelatedRecords>();
        services.AddScoped<IPersonReference, PickedReferences>();
        services.AddPermissionProvider<RelatedPermissions>();
        return services.AddRecipeStep<ContactPanelsStep>().AddRecipeExporter<ContactPanelsExporter>();
    }
}
