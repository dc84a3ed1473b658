using Crm.Activities.Rights;
using Crm.Kernel.Display;
using Crm.Kernel.Localization;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Activities.Tasks;

/// <summary>The list of tasks: mine, my team's, everybody's; to do, late, today, planned, done.</summary>
[Right(ActivitiesPermissions.ViewOwn)]
internal sealed class ListTasks(TaskList list, TaskLines lines, TaskGate gate, ISiteService site, TaskLabels labels, IStringLocalizer<ListTasks> s) : PageModel
{
    public TaskQuestion Question { get; private set; } = null!;

    public IReadOnlyList<TaskLine> Rows { get; private set; } = [];

    public string? Next { get; private set; }

    public bool MayCreate { get; private set; }

    public TaskLabels Labels => labels;

    public string Here => QueryAddress.With(Request);

    public string CountAddress => $"?handler=Count&view={Question.View}&who={Question.Who}";

    public async Task OnGetAsync(string? view, string? who, string? after, CancellationToken cancellationToken)
    {
        Question = TaskQuestion.Of(view, who);
        MayCreate = await gate.MayCreateAsync(User);
        var page = await list.ReadAsync(User, Question, await gate.ForAsync(User), after, (await site.GetSiteSettingsAsync()).PageSize, cancellationToken);
        (Rows, Next) = (await lines.OfAsync(User, page.Rows), page.Next);
    }

    public async Task<IActionResult> OnGetCountAsync(string? view, string? who, CancellationToken cancellationToken)
    {
        var question = TaskQuestion.Of(view, who);
        return Content(s.Plural(await list.CountAsync(User, question, await gate.ForAsync(User), cancellationToken), "{0} task", "{0} tasks"), "text/plain");
    }
}
