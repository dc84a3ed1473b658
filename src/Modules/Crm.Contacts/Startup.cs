using Crm.Contacts.Demo;
using Crm.Contacts.Households;
using Crm.Contacts.Import;
using Crm.Contacts.Names;
using Crm.Contacts.Organisations;
using Crm.Contacts.People;
using Crm.Contacts.Rights;
using Crm.Contacts.Timeline;
using Crm.Kernel;
using Crm.Kernel.Data;
using Crm.Kernel.Recipes;
using Crm.Kernel.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts;

/// <summary>What the module adds to a tenant.</summary>
public sealed class Startup : StartupBase
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services)
    {
        services.AddSingleton<TenantCulture>();
        services.AddScoped<IModularTenantEvents, ReadTenantCulture>();

        services.AddDataMigration<ContactsMigration>();
        services.AddIndexProvider<PersonIndexes>();
        services.AddIndexProvider<HouseholdIndexes>();
        services.AddIndexProvider<OrganisationIndexes>();
        services.AddIndexProvider<InteractionIndexes>();

        services.AddPermissionProvider<ContactsPermissions>();
        services.AddNavigationProvider<ContactsMenu>();

        services.AddScoped<ImportPeople>();
        services.AddCliCommand<ImportPeopleCommand>();

        services.AddScoped<LoadDemo>();
        services.AddCliCommand<DemoCommand>();
        services.AddRecipeStep<DemoStep>();
    }
}
