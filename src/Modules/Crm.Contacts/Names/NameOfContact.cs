using Crm.Contacts.Households;
using Crm.Contacts.Organisations;
using Crm.Contacts.People;
using Crm.Contacts.Timeline;
using Crm.Kernel.Content;

namespace Crm.Contacts.Names;

/// <summary>Whoever writes a contact (form, recipe, API), its display text is its name; a contact without one keeps what it was given.</summary>
internal sealed class NameOfContact : ContentHandlerBase
{
    public override Task CreatingAsync(ContentItem item) => Fill(item);

    public override Task UpdatingAsync(ContentItem item) => Fill(item);

    private static Task Fill(ContentItem item)
    {
        var name = item.ContentType switch
        {
            ContactTypes.Person => item.As<PersonPart>()?.DisplayName(),
            ContactTypes.Household => item.As<HouseholdPart>()?.Name.Trim(),
            ContactTypes.Organisation => item.As<OrganisationPart>()?.Name.Trim(),
            ContactTypes.Interaction => item.As<InteractionPart>()?.Title,
            _ => null,
        };
        if (!string.IsNullOrEmpty(name))
        {
            item.DisplayText = name;
        }

        return Task.CompletedTask;
    }
}
