using System.Security.Claims;
using Crm.Contacts.Panels.Related;
using Crm.Kernel.Content.Handlers;
using Crm.Kernel.Navigation;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Panels;

/// <summary>The panels that a reader finds on contacts: those of modules, and those of related records that an admin placed.</summary>
internal sealed class ContactPanels(IEnumerable<IContactPanel> panels, RelatedPanels related, RelatedRecords records, IContentLabels labels, Kernel.Security.Rights rights, IStringLocalizer<ContactPanels> s)
{
    /// <summary>Those of a type, in order, without those whose right is missing.</summary>
    public async Task<IReadOnlyList<IContactPanel>> ListAsync(ClaimsPrincipal user, string contentType)
    {
        var seen = new List<IContactPanel>();
        var placed = (await related.SeenAsync(user, contentType)).Select((one, at) => new RelatedContactPanel(one.Panel, one.Relation, at, records, labels, s));
        foreach (var panel in panels.Where(panel => panel.IsFor(contentType)).Concat(placed).OrderBy(panel => panel.Position, DottedPosition.Comparer))
        {
            if (panel.Permission is null || await rights.HoldsAsync(user, panel.Permission))
            {
                seen.Add(panel);
            }
        }

        return seen;
    }

    /// <summary>The one of that name, or null.</summary>
    public async Task<IContactPanel?> FindAsync(ClaimsPrincipal user, string contentType, string name)
        => (await ListAsync(user, contentType)).FirstOrDefault(panel => panel.Name == name);
}

/// <summary>The panels of a column, before they are fetched.</summary>
/// <param name="ContactId">Whose.</param>
internal sealed record PanelColumn(string ContactId, IEnumerable<IContactPanel> Panels)
{
    public static PanelColumn Of(string contactId, IReadOnlyList<IContactPanel> panels, PanelPlace place) => new(contactId, panels.Where(panel => panel.Place == place));

    /// <summary>Those that stand below the contact's form.</summary>
    public static PanelColumn InEditor(string contactId, IReadOnlyList<IContactPanel> panels) => new(contactId, [.. panels.Where(panel => panel.InEditor)]);
}
