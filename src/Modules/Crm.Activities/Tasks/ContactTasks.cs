using Crm.Activities.Rights;
using Crm.Contacts.Panels;
using Microsoft.Extensions.Localization;

namespace Crm.Activities.Tasks;

/// <summary>The tasks about a contact, on its page: open ones as they are due, the last ones done, and a line to write down another.</summary>
internal sealed class ContactTasks(TaskList list, TaskLines lines, TaskGate gate, IStringLocalizer<ContactTasks> s) : IContactPanel
{
    private const int MostOpen = 20;
    private const int MostDone = 3;

    public string Name => "tasks";

    public string Title => s["Tasks"];

    public string Position => "10";

    public string? Permission => ActivitiesPermissions.ViewOwn;

    public string View => "/Crm.Activities/Tasks/_ContactTasks.cshtml";

    public async ValueTask<object> ReadAsync(PanelContext context, CancellationToken cancellationToken)
    {
        var (sight, id) = (await gate.ForAsync(context.User), context.Contact.ContentItemId);
        if (!sight.Abouts)
        {
            return new TasksOfContact(id, [], [], More: false, MayCreate: false);
        }

        var open = await list.ReadAsync(context.User, new TaskQuestion("open", "all", id), sight, null, MostOpen, cancellationToken);
        var done = await list.ReadAsync(context.User, new TaskQuestion("done", "all", id), sight, null, MostDone, cancellationToken);
        return new TasksOfContact(
            id, await lines.OfAsync(context.User, open.Rows), await lines.OfAsync(context.User, done.Rows), open.Next is not null, await gate.MayCreateAsync(context.User));
    }
}

/// <summary>What the panel shows.</summary>
internal sealed record TasksOfContact(string ContactId, IReadOnlyList<TaskLine> Open, IReadOnlyList<TaskLine> Done, bool More, bool MayCreate);
