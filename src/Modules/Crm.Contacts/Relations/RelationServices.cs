using Crm.Contacts.Duplicates.Merge;
using Crm.Contacts.Panels;
using Crm.Contacts.PersonalData;
using Crm.Contacts.Segments;
using Crm.Kernel;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using Crm.Kernel.Recipes;
using Crm.Kernel.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Relations;

/// <summary>Registration of relations between people.</summary>
internal static class RelationServices
{
    public static IServiceCollection AddRelations(this IServiceCollection services)
    {
        services.AddIndexProvider<RelationIndexes>();
        services.AddScoped<RelationKinds>();
        services.AddScoped<Relatives>();
        services.AddScoped<RelationFaults>();
        services.AddContentHandler<KeepRelations>();
        services.AddScoped<IPersonReference, RelationReferences>();
        services.AddContactPanel<RelationsPanel>();
        services.AddSegmentRules<RelationRules>();
        services.AddPersonalData<RelationsOfPerson>();
        services.AddPermissionProvider<RelationPermissions>();
        services.AddRecipeStep<RelationKindsStep>().AddRecipeExporter<RelationKindsExporter>();
        return services;
    }
}
