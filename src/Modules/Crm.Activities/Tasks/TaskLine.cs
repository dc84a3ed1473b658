using System.Security.Claims;
using Crm.Contacts.Choose;
using Crm.Kernel.Security;
using Crm.Kernel.Users;
using Microsoft.Extensions.Localization;

namespace Crm.Activities.Tasks;

/// <summary>A task as lists and panels show it.</summary>
internal sealed record TaskLine(TaskIndex Row, string Subject, string Due, bool IsLate, ContactChoice? About, string Owner, bool MayEdit);

/// <summary>The box before a task.</summary>
/// <param name="Back">Where to go afterwards.</param>
internal sealed record TaskTick(TaskLine Line, string Back);

/// <summary>The line in which a task is written down.</summary>
/// <param name="About">Content item id of whom it is about; blank for nobody.</param>
internal sealed record QuickTask(string About, string Back);

/// <summary>Makes lines of rows: names of whom they are about and whose they are, each read once.</summary>
internal sealed class TaskLines(ContactChoices contacts, UserNames names, RecordScopes scopes, TaskList list, TaskLabels labels, IStringLocalizer<TaskLines> s)
{
    public async Task<IReadOnlyList<TaskLine>> OfAsync(ClaimsPrincipal user, IReadOnlyList<TaskIndex> rows)
    {
        var now = await list.NowOfAsync(user);
        var abouts = await contacts.OfAsync(user, rows.Select(row => row.AboutId));
        var owners = await names.OfAsync(rows.Select(row => row.Owner));
        var mine = await scopes.ForAsync(user, ActivityTypes.Task, CommonPermissions.EditContent);
        return
        [
            .. rows.Select(row => new TaskLine(
                row, row.Subject.Length > 0 ? row.Subject : s["(no subject)"], labels.Due(row.DueKey, now), !row.IsDone && TaskLabels.IsLate(row.DueKey, now),
                abouts.GetValueOrDefault(row.AboutId), owners.GetValueOrDefault(row.Owner, ""), mine.Owners is null || mine.Owners.Contains(row.Owner))),
        ];
    }
}
