using Crm.Contacts.Households;
using Crm.Contacts.Lists;
using Crm.Contacts.Organisations;
using Crm.Contacts.People;
using Crm.Kernel;
using Crm.Kernel.Content;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Choose;

/// <summary>What other modules choose contacts with; made by hand, for its parts are the module's own.</summary>
public sealed class ChooseStartup : StartupBase
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services) => services.AddScoped(provider => new ContactChoices(
        provider.GetRequiredService<IContentManager>(), provider.GetRequiredService<ContactSights>(), provider.GetRequiredService<PeopleList>(), provider.GetRequiredService<HouseholdList>(),
        provider.GetRequiredService<OrganisationList>()));
}
