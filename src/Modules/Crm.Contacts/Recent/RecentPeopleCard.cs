using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Contacts.Rights;
using Crm.Contacts.Timeline;
using Crm.Kernel.Data;
using Crm.Kernel.Display.Today;
using Microsoft.AspNetCore.Http;

namespace Crm.Contacts.Recent;

/// <summary>Whom somebody worked on last, one click from going on; nothing while there is nobody.</summary>
internal sealed class RecentPeopleCard(PeopleList people, ISession session, ContactSights sights, IHttpContextAccessor accessor) : ITodayCard
{
    private const int Shown = 8;

    public string Position => "20";

    public string? Permission => ContactsPermissions.ViewOwn;

    public string View => "/Crm.Contacts/Recent/_RecentPeople.cshtml";

    public async ValueTask<object?> ReadAsync(CancellationToken cancellationToken)
    {
        var sight = await sights.ForAsync(accessor.HttpContext!.User, ContactTypes.Person);
        var page = await people.ReadAsync(new PeopleFilter(null, null, null), new ListRequest("-modified", null, null, Shown), sight, cancellationToken);
        return page.Rows.Count == 0 ? null : new RecentPeople(page.Rows, await LastContact.ReadAsync(session, [.. page.Rows.Select(person => person.ContentItemId)], cancellationToken));
    }
}

/// <summary>What the card shows.</summary>
internal sealed record RecentPeople(IReadOnlyList<PersonIndex> Rows, IReadOnlyDictionary<string, LastContact> LastContacts);
