using Crm.Activities.Rights;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using LinqToDB.Async;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Activities.Plans.List;

/// <summary>The plans, the nearest target first, or those in the trash.</summary>
[Right(ActivitiesPermissions.ViewPlans)]
internal sealed class ListPlans(PlanBook book, PlanWords words, ISession session, Visible visible, Kernel.Security.Rights rights) : PageModel
{
    private const int Most = 200;

    public PlanWords Words => words;

    [BindProperty(SupportsGet = true)]
    public string? Status { get; set; }

    public bool IsTrash => Status == "trash" && MayManage;

    public bool MayManage { get; private set; }

    /// <summary>Each with its days; null days for who may not see the target.</summary>
    public IReadOnlyList<(FoundPlan Plan, PlanToday? Days)> Lines { get; private set; } = [];

    /// <summary>Those in the trash.</summary>
    public IReadOnlyList<(string Id, string Name)> Gone { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        MayManage = await rights.HoldsAsync(User, ActivitiesPermissions.ManagePlans);
        if (IsTrash)
        {
            var ids = await session.QueryIndex<ContentItemIndex>().Where(row => row.ContentType == ActivityTypes.Plan && row.RemovedUtc != null).OrderByDescending(row => row.DocumentId).Take(Most).Select(row => row.DocumentId).ToListAsync(cancellationToken);
            var sight = await visible.ForAsync(User);
            Gone = [.. (await session.GetAsync<ContentItem>(ids)).Select(item => (item.ContentItemId, sight.NameOf(item) ?? ""))];
            return;
        }

        var lines = new List<(FoundPlan, PlanToday?)>();
        foreach (var plan in await book.ListAsync(User, Most, cancellationToken))
        {
            lines.Add((plan, await book.ScheduleAsync(User, plan.Part, cancellationToken)));
        }

        Lines = lines;
    }
}
