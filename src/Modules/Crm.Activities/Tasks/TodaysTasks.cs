using Crm.Activities.Rights;
using Crm.Kernel.Display.Today;
using Microsoft.AspNetCore.Http;

namespace Crm.Activities.Tasks;

/// <summary>One's own tasks that are late or due today, on the page of the day; nothing while there is none.</summary>
internal sealed class TodaysTasks(TaskList list, TaskLines lines, TaskGate gate, IHttpContextAccessor accessor) : ITodayCard
{
    private const int Shown = 10;

    public string Position => "10";

    public string? Permission => ActivitiesPermissions.ViewOwn;

    public string View => "/Crm.Activities/Tasks/_TodaysTasks.cshtml";

    public async ValueTask<object?> ReadAsync(CancellationToken cancellationToken)
    {
        var user = accessor.HttpContext!.User;
        var sight = await gate.ForAsync(user);
        if (!sight.Dues)
        {
            return null;
        }

        var rows = new List<TaskIndex>();
        foreach (var view in new[] { "late", "today" })
        {
            rows.AddRange((await list.ReadAsync(user, new TaskQuestion(view, "me"), sight, null, Shown, cancellationToken)).Rows);
        }

        return rows.Count == 0 ? null : await lines.OfAsync(user, [.. rows.DistinctBy(row => row.ContentItemId).Take(Shown)]);
    }
}
