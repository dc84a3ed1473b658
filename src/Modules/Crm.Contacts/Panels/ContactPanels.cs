using System.Security.Claims;
using Crm.Kernel.Navigation;

namespace Crm.Contacts.Panels;

/// <summary>The panels that a reader finds on contacts.</summary>
internal sealed class ContactPanels(IEnumerable<IContactPanel> panels, Kernel.Security.Rights rights)
{
    /// <summary>Those of a type, in order, without those whose right is missing.</summary>
    public async Task<IReadOnlyList<IContactPanel>> ListAsync(ClaimsPrincipal user, string contentType)
    {
        var seen = new List<IContactPanel>();
        foreach (var panel in panels.Where(panel => panel.IsFor(contentType)).OrderBy(panel => panel.Position, DottedPosition.Comparer))
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
}
