using Crm.Contacts.Ages;
using Crm.Contacts.Lists;
using Crm.Contacts.Panels;
using Crm.Kernel.Content;
using Crm.Kernel.Security;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Relations;

/// <summary>To whom a person is related, below the facts of their page.</summary>
internal sealed class RelationsPanel(Relatives relatives, ContactSights sights, Today today, IStringLocalizer<RelationsPanel> s) : IContactPanel
{
    public string Name => "relations";

    public string Title => s["Relations"];

    public PanelPlace Place => PanelPlace.Facts;

    public string Position => "1";

    public string View => "/Crm.Contacts/Relations/_Relations.cshtml";

    public bool IsFor(string contentType) => contentType == ContactTypes.Person;

    public async ValueTask<object> ReadAsync(PanelContext context, CancellationToken cancellationToken)
    {
        var (id, sight) = (context.Contact.ContentItemId, await sights.ForAsync(context.User, ContactTypes.Person));
        var shown = await relatives.OfAsync(id, await today.GetAsync(), sight, cancellationToken);
        var mine = new HashSet<string> { id };
        foreach (var other in context.MayEdit ? shown.Select(one => one.Row.HolderId).Where(holder => holder != id).Distinct() : [])
        {
            // A relation is changed where it is held.
            if (await sights.FindAsync(context.User, other, ContactTypes.Person, CommonPermissions.EditContent) is not null)
            {
                mine.Add(other);
            }
        }

        return new ShownRelations(id, sight.CanSee(PersonRelation.Path), context.MayEdit, [.. shown.Select(one => (one, context.MayEdit && mine.Contains(one.Row.HolderId)))]);
    }
}

/// <summary>What the panel shows.</summary>
/// <param name="IsSeen">Whether the reader sees relations at all.</param>
internal sealed record ShownRelations(string PersonId, bool IsSeen, bool MayAdd, IReadOnlyList<(Relative Relative, bool MayChange)> All);
