using Crm.Contacts.Ages;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Contacts.Rights;
using Crm.Contacts.Segments.Conditions;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Contacts.Stages.View;

/// <summary>The life cycle: who is in which stage, for how long, who moved and who is stuck.</summary>
[Right(ContactsPermissions.ViewOwn)]
internal sealed class ViewLifeCycle(
    LifeCycle lifeCycle, StageFigures figures, StageNames names, ContactSights sights, RuleBooks books, Kernel.Security.Rights rights, Today today, TimeProvider time) : PageModel
{
    private const int StuckShown = 10;

    /// <summary>First day of the moves.</summary>
    [BindProperty(SupportsGet = true)]
    public DateOnly? From { get; set; }

    /// <summary>Last day of the moves.</summary>
    [BindProperty(SupportsGet = true)]
    public DateOnly? To { get; set; }

    /// <summary>Whether stages are seen at all.</summary>
    public bool IsSeen { get; private set; }

    public bool MayManage { get; private set; }

    public StageNames Names => names;

    public IReadOnlyList<StageLine> Lines { get; private set; } = [];

    /// <summary>The stages that people moved between, in their order; the blank key stands for none.</summary>
    public IReadOnlyList<string> Keys { get; private set; } = [];

    public IReadOnlyList<StageFlow> Flows { get; private set; } = [];

    /// <summary>Who is stuck, by stage; longest first.</summary>
    public IReadOnlyList<(StageLine Line, IReadOnlyList<PersonIndex> People)> Stuck { get; private set; } = [];

    /// <summary>Stages no longer offered.</summary>
    public IReadOnlyList<Stage> Retired { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var days = LifeCycleDays.Of(From, To, await today.GetAsync());
        (From, To) = (days.First, days.Last);
        var sight = await sights.ForAsync(User, ContactTypes.Person);
        (IsSeen, MayManage) = (sight.Stages, await rights.HoldsAsync(User, StagesPermissions.Manage));
        if (!IsSeen)
        {
            return;
        }

        var stages = await lifeCycle.ListAsync();
        Retired = MayManage ? [.. stages.Where(stage => stage.IsRetired)] : [];
        Lines = await figures.LinesAsync(stages, sight, cancellationToken);
        var scope = (await books.ForAsync(User, cancellationToken)).Scope;
        Flows = await figures.FlowsAsync(days.In(scope), sight, cancellationToken);
        var met = Flows.SelectMany(flow => new[] { flow.From, flow.To }).OfType<string>().Distinct().ToList();
        Keys = [.. met.Where(key => key.Length == 0), .. stages.Select(stage => stage.Key).Where(met.Contains), .. met.Where(key => key.Length > 0 && stages.All(stage => stage.Key != key)).Order(StringComparer.Ordinal)];
        var stuck = new List<(StageLine, IReadOnlyList<PersonIndex>)>();
        foreach (var line in Lines.Where(line => line.Stuck > 0))
        {
            stuck.Add((line, await figures.StuckAsync(line.Stage, StuckShown, sight, cancellationToken)));
        }

        Stuck = stuck;
    }

    /// <summary>How many moved; null for any stage.</summary>
    public int Moved(string? from, string? to) => Flows.FirstOrDefault(flow => flow.From == from && flow.To == to)?.People ?? 0;

    /// <summary>The list of those who moved.</summary>
    public string MovedAddress(string? from, string? to) => List(null, StageConditions.Moved(from, to, From!.Value, To!.Value));

    /// <summary>The list of who is stuck in a stage, longest first.</summary>
    public string StuckAddress(Stage stage) => List(stage.Key, StageConditions.Stuck) + "&sort=since";

    /// <summary>The list of a stage.</summary>
    public string StageAddress(Stage stage) => List(stage.Key, null);

    /// <summary>Whole days since then.</summary>
    public int DaysSince(DateTime utc) => time.DaysSince(utc);

    private string List(string? stage, string? where) => Url.Content("~/admin/people") + QueryString.Create(new PeopleFilter(null, stage, null, null, where).Query);
}
