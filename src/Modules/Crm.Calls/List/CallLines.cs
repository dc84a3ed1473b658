using System.Security.Claims;
using Crm.Activities;
using Crm.Activities.Tasks;
using Crm.Calls.HandOver;
using Crm.Calls.Outcomes;
using Crm.Contacts;
using Crm.Contacts.Points;
using Crm.Kernel.Content;
using Crm.Kernel.Localization;
using Crm.Kernel.Security;
using Crm.Kernel.Users;
using Crm.Messaging.Topics;

namespace Crm.Calls.List;

/// <summary>A call as the list shows it.</summary>
/// <param name="PersonId">Whom to ring; null when the reader may not see them.</param>
/// <param name="Number">As E.164; null when there is none that the reader may see.</param>
/// <param name="NumberShown">As it is written here.</param>
/// <param name="Points">What to say.</param>
/// <param name="Reason">The topic, or the action where there is none.</param>
/// <param name="Moves">How often nobody answered.</param>
/// <param name="IsDone">Whether the task was ticked off, and nobody said what came of the call.</param>
/// <param name="MaySettle">Whether the reader may say what came of it.</param>
internal sealed record CallLine(
    string Id, string? PersonId, string Name, string? Number, string NumberShown, string Subject, string Points, string Reason, DateOnly? Due, bool IsLate, string Owner, int Moves, bool IsDone, bool MaySettle);

/// <summary>Makes lines of calls, each as its reader may see it; scoped.</summary>
internal sealed class CallLines(IContentManager content, Visible visible, Kernel.Security.Rights rights, RecordScopes scopes, UserNames names, TopicBook topics, HomeCountry home, LocalTime local, TimeProvider time)
{
    public async Task<IReadOnlyList<CallLine>> OfAsync(ClaimsPrincipal user, IReadOnlyList<ContentItem> calls)
    {
        var (sight, now, country) = (await visible.ForAsync(user), await local.OfAsync(time.GetUtcNow().UtcDateTime), await home.GetAsync());
        var people = await PeopleAsync(user, sight, calls.Select(call => call.As<TaskPart>()!.AboutId));
        var owners = await names.OfAsync(calls.Select(call => call.Owner ?? ""));
        var titles = await TitlesAsync(calls.Select(call => call.As<CallPart>()!.Topic));
        var mine = await scopes.ForAsync(user, ActivityTypes.Task, CommonPermissions.EditContent);
        return [.. calls.Select(call =>
        {
            var (task, part) = (sight.Show(call).As<TaskPart>() ?? new TaskPart(), call.As<CallPart>()!);
            var person = people.GetValueOrDefault(task.AboutId);
            var number = person is null ? null : CallChannel.NumberOf(person);
            return new CallLine(
                call.ContentItemId, person?.ContentItemId, person?.DisplayText ?? "", number, number is null ? "" : PhoneNumber.Display(number, country), task.Subject, task.Notes, titles.GetValueOrDefault(part.Topic, part.Action), task.DueDay,
                task.DueDay is { } day && day.ToDateTime(task.DueTime ?? TimeOnly.MaxValue) < now, owners.GetValueOrDefault(call.Owner ?? "", ""), part.Moves, task.DoneUtc is not null, mine.Owners?.Contains(call.Owner ?? "") != false);
        })];
    }

    private async Task<Dictionary<string, string>> TitlesAsync(IEnumerable<string> names)
    {
        var titles = new Dictionary<string, string>();
        foreach (var name in names.Where(name => name.Length > 0).Distinct())
        {
            titles[name] = await topics.TitleAsync(name);
        }

        return titles;
    }

    // Those whom the reader may see, as he may see them.
    private async Task<Dictionary<string, ContentItem>> PeopleAsync(ClaimsPrincipal user, Sight sight, IEnumerable<string> ids)
    {
        var found = new Dictionary<string, ContentItem>();
        foreach (var person in await content.GetAsync(ids.Distinct(), VersionOptions.Latest))
        {
            if (person.ContentType == ContactTypes.Person && await rights.HoldsAsync(user, CommonPermissions.ViewContent, person))
            {
                found[person.ContentItemId] = sight.Show(person);
            }
        }

        return found;
    }
}
