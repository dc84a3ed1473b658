using Crm.Contacts.ToDos;
using Crm.Kernel.Content;
using Crm.Kernel.Users;

namespace Crm.Activities.Tasks;

/// <summary>What other modules ask somebody to do becomes a task.</summary>
internal sealed class TasksToDo(IContentManager content, UserTimeZones zones) : IToDoList
{
    public async Task AddAsync(ToDo toDo, CancellationToken cancellationToken)
    {
        var about = toDo.AboutId.Length > 0 ? await content.GetAsync(toDo.AboutId, VersionOptions.Latest) : null;
        var zone = (await zones.OfAsync(toDo.Owner)).Id;
        var item = await content.NewAsync(ActivityTypes.Task);
        item.Owner = toDo.Owner;
        item.DisplayText = toDo.Subject;
        item.Alter<TaskPart>(part =>
        {
            (part.Subject, part.Notes, part.DueDay, part.TimeZone) = (toDo.Subject, toDo.Notes, toDo.Due, zone);
            (part.AboutType, part.AboutId) = about is null ? ("", "") : (about.ContentType, about.ContentItemId);
        });
        await content.CreateAsync(item);
    }
}
