using System.Security.Claims;
using Crm.Contacts.Ages;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Kernel.Security;

namespace Crm.Contacts.Views.Cells;

/// <summary>Reads what the cells of some people are drawn from, and which of them the reader can change.</summary>
internal sealed class CellsOfPeople(ListColumns columns, EditableCells editable, RecordScopes scopes, Today today, TimeProvider time, ContactLabels labels)
{
    /// <summary>Reads it.</summary>
    public async Task<ShownCells> ReadAsync(ClaimsPrincipal user, IReadOnlyList<PersonIndex> people, IReadOnlyList<ListColumn> shown, ContactSight sight, CancellationToken cancellationToken)
        => new(columns, labels, time, await today.GetAsync(), await columns.ReadAsync(people, shown, sight, cancellationToken),
            await scopes.ForAsync(user, ContactTypes.Person, CommonPermissions.EditContent), await editable.AmongAsync(shown.Select(column => column.Key)));
}
