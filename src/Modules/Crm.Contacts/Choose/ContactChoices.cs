using System.Security.Claims;
using Crm.Contacts.Households;
using Crm.Contacts.Lists;
using Crm.Contacts.Organisations;
using Crm.Contacts.People;
using Crm.Contacts.Trash;
using Crm.Kernel.Content;
using Crm.Kernel.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Choose;

/// <summary>A contact to choose or to link to.</summary>
/// <param name="Type">One of <see cref="ContactTypes"/>.</param>
/// <param name="Name">Its name; blank when the reader may not see it.</param>
/// <param name="Line">What tells it from its namesakes: the town.</param>
/// <param name="Address">Its page, as <c>/admin/people/{id}</c>.</param>
public sealed record ContactChoice(string Id, string Type, string Name, string Line, string Address);

/// <summary>People, households and organisations for other modules to choose among and to link to, each as its reader may see it. Scoped.</summary>
public sealed class ContactChoices
{
    private const int OfEach = 6;

    private readonly IContentManager _content;
    private readonly ContactSights _sights;
    private readonly PeopleList _people;
    private readonly HouseholdList _households;
    private readonly OrganisationList _organisations;

    private ContactChoices(IContentManager content, ContactSights sights, PeopleList people, HouseholdList households, OrganisationList organisations)
        => (_content, _sights, _people, _households, _organisations) = (content, sights, people, households, organisations);

    /// <summary>Made by hand, for its parts are the module's own.</summary>
    internal static ContactChoices Of(IServiceProvider services) => new(
        services.GetRequiredService<IContentManager>(), services.GetRequiredService<ContactSights>(), services.GetRequiredService<PeopleList>(), services.GetRequiredService<HouseholdList>(),
        services.GetRequiredService<OrganisationList>());

    /// <summary>Those whose name begins like the text, as the lists search; the first of each type.</summary>
    public async Task<IReadOnlyList<ContactChoice>> FindAsync(ClaimsPrincipal user, string? text, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return [];
        }

        var request = new ListRequest(null, null, null, OfEach);
        var people = await _people.ReadAsync(new PeopleFilter(text, null, null), request, await _sights.ForAsync(user, ContactTypes.Person), cancellationToken);
        var households = await _households.ReadAsync(text, request, await _sights.ForAsync(user, ContactTypes.Household), cancellationToken);
        var organisations = await _organisations.ReadAsync(text, request, await _sights.ForAsync(user, ContactTypes.Organisation), cancellationToken);
        return
        [
            .. people.Rows.Select(row => Choice(row.ContentItemId, ContactTypes.Person, row.DisplayName, row.City)),
            .. households.Rows.Select(row => Choice(row.ContentItemId, ContactTypes.Household, row.DisplayName, row.City)),
            .. organisations.Rows.Select(row => Choice(row.ContentItemId, ContactTypes.Organisation, row.DisplayName, row.City)),
        ];
    }

    /// <summary>Those of these ids that are contacts which the user may see and that are not in the trash, by id.</summary>
    public async Task<IReadOnlyDictionary<string, ContactChoice>> OfAsync(ClaimsPrincipal user, IEnumerable<string> ids)
    {
        var found = new Dictionary<string, ContactChoice>();
        foreach (var item in await _content.GetAsync(ids.Where(id => id.Length > 0).Distinct(), VersionOptions.Latest))
        {
            if (TrashedContacts.ListOf(item.ContentType) is not null && await _sights.MayAsync(user, item, CommonPermissions.ViewContent))
            {
                found[item.ContentItemId] = Choice(item.ContentItemId, item.ContentType, (await _sights.ForAsync(user, item.ContentType)).Show(item).DisplayText ?? "", "");
            }
        }

        return found;
    }

    private static ContactChoice Choice(string id, string type, string name, string line) => new(id, type, name, line, $"{TrashedContacts.ListOf(type)![1..]}/{id}");
}
