using Crm.Contacts.Duplicates.Merge;
using Crm.Contacts.PersonalData;
using Crm.Kernel;
using Crm.Kernel.PersonalData;
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
        services.AddScoped<NamingRecords>();
        services.AddScoped<IPersonReference, PickedReferences>();
        services.AddPersonalData<RecordsNamingPerson>();
        services.AddPermissionProvider<RelatedPermissions>();
        return services.AddRecipeStep<ContactPanelsStep>().AddRecipeExporter<ContactPanelsExporter>();
    }
}
