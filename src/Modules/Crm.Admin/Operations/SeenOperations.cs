using System.Security.Claims;
using Crm.Kernel.Content;
using Crm.Kernel.Operations;
using Crm.Kernel.Security;
using Crm.Kernel.Users;

namespace Crm.Admin.Operations;

/// <summary>An item that an operation left as it was.</summary>
/// <param name="Name">Blank for one that the user may not see or that has none.</param>
public sealed record LeftItem(string Id, string Name, string Reason);

/// <summary>An operation as its user sees it.</summary>
/// <param name="Left">The first of what was left.</param>
/// <param name="MayUndo">Whether the user may take it back now.</param>
public sealed record SeenOperation(OperationInfo Operation, IReadOnlyList<LeftItem> Left, bool MayUndo);

/// <summary>The operations that a user may see: one's own, or everybody's for who manages the background tasks. Scoped.</summary>
public sealed class SeenOperations(Kernel.Operations.Operations operations, Rights rights, BatchRights mayUndo, IContentManager content, Visible visible)
{
    /// <summary>Whether those of others are seen too.</summary>
    public Task<bool> SeesAllAsync(ClaimsPrincipal user) => rights.HoldsAsync(user, AdminPermissions.ManageBackgroundTasks);

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<OperationInfo>> ListAsync(ClaimsPrincipal user) => await operations.ListAsync(await SeesAllAsync(user) ? null : user.UserId());

    /// <summary>One; null when there is none or it is not for that user.</summary>
    public async Task<SeenOperation?> FindAsync(ClaimsPrincipal user, string id)
    {
        if (await operations.GetAsync(id) is not { } operation || (operation.Actor != user.UserId() && !await SeesAllAsync(user)))
        {
            return null;
        }

        var items = (await content.GetAsync(operation.Faults.Select(fault => fault.Id).Where(one => one.Length > 0).Distinct(), VersionOptions.Latest)).ToDictionary(item => item.ContentItemId);
        var sight = await visible.ForAsync(user);
        var left = new List<LeftItem>();
        foreach (var fault in operation.Faults)
        {
            var item = items.GetValueOrDefault(fault.Id);
            var seen = item is not null && await rights.HoldsAsync(user, CommonPermissions.ViewContent, item);
            left.Add(new LeftItem(fault.Id, seen ? sight.Show(item!).DisplayText ?? "" : "", fault.Reason));
        }

        return new SeenOperation(operation, left, operation.IsUndoable && await mayUndo.MayUndoAsync(user, id));
    }
}
