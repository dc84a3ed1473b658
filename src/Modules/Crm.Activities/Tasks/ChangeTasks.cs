using System.Security.Claims;
using Crm.Activities.Reminders;
using Crm.Contacts.Choose;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Notifications;
using Crm.Kernel.Users;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Activities.Tasks;

/// <summary>What can be done to tasks; pages, the API and other modules call it when the right on the task is held. Scoped.</summary>
public sealed class ChangeTasks
{
    private readonly IContentManager _content;
    private readonly ISession _session;
    private readonly Notifications _notifications;
    private readonly ContactChoices _contacts;
    private readonly TaskGate _gate;
    private readonly UserTimeZones _zones;
    private readonly TimeProvider _time;
    private readonly IStringLocalizer _s;

    internal ChangeTasks(IContentManager content, ISession session, Notifications notifications, ContactChoices contacts, TaskGate gate, UserTimeZones zones, TimeProvider time, IStringLocalizer<ChangeTasks> s)
        => (_content, _session, _notifications, _contacts, _gate, _zones, _time, _s) = (content, session, notifications, contacts, gate, zones, time, s);

    private DateTime Now => new(_time.GetUtcNow().UtcDateTime.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, DateTimeKind.Utc);

    /// <summary>What is wrong with a draft, with members of it that point elsewhere: an owner whom the user may give nothing, a contact he does not see.</summary>
    /// <param name="stored">The task it is to be written into; null for a new one. What it says already is not asked again.</param>
    internal async Task<IReadOnlyList<(string Member, string Sentence)>> FaultsAsync(ClaimsPrincipal user, TaskDraft draft, ContentItem? stored)
    {
        var faults = draft.Faults(_s).ToList();
        if (draft.Owner is { Length: > 0 } owner && owner != stored?.Owner && (await _gate.OwnersAsync(user)).All(choice => choice.UserId != owner))
        {
            faults.Add((nameof(TaskDraft.Owner), _s["You cannot give this person tasks."]));
        }

        if (draft.AboutId is { Length: > 0 } about && about != stored?.As<TaskPart>()?.AboutId && !(await _contacts.OfAsync(user, [about])).ContainsKey(about))
        {
            faults.Add((nameof(TaskDraft.AboutId), _s["There is no such contact."]));
        }

        return faults;
    }

    /// <summary>Stores a new task.</summary>
    internal async Task<ContentItem> CreateAsync(ClaimsPrincipal user, TaskDraft draft)
    {
        var item = await _content.NewAsync(ActivityTypes.Task);
        await WriteAsync(user, item, draft, isNew: true);
        await _content.CreateAsync(item);
        return item;
    }

    /// <summary>Writes a draft into a stored task.</summary>
    internal async Task UpdateAsync(ClaimsPrincipal user, ContentItem item, TaskDraft draft)
    {
        await WriteAsync(user, item, draft, isNew: false);
        Acknowledge(user, item);
        await _content.UpdateAsync(item);
    }

    /// <summary>Does a task; one of a series makes the next one, in the same unit of work. Nothing when it is done already.</summary>
    public async Task DoAsync(ClaimsPrincipal user, ContentItem item)
    {
        if (item.As<TaskPart>() is not { DoneUtc: null })
        {
            return;
        }

        Acknowledge(user, item);
        var next = await NextAsync(item);
        item.Alter<TaskPart>(part => (part.DoneUtc, part.DoneBy, part.NextId) = (Now, user.UserId() ?? "", next?.ContentItemId ?? ""));
        await _content.UpdateAsync(item);
        if (next is not null)
        {
            await _content.CreateAsync(next);
        }
    }

    /// <summary>Opens a task again. The next one that doing it made goes with it, unless somebody has touched that since.</summary>
    public async Task ReopenAsync(ContentItem item)
    {
        if (item.As<TaskPart>() is not { DoneUtc: not null } done)
        {
            return;
        }

        if (done.NextId.Length > 0 && await _content.GetAsync(done.NextId, VersionOptions.Latest) is { } next && _session.GetVersion(next) == 1)
        {
            _session.Delete(next);
        }

        item.Alter<TaskPart>(part => (part.DoneUtc, part.DoneBy, part.NextId) = (null, "", ""));
        await _content.UpdateAsync(item);
    }

    /// <summary>Moves a task to another day; delays of its reminder end.</summary>
    public async Task MoveAsync(ClaimsPrincipal user, ContentItem item, DateOnly? day)
    {
        Acknowledge(user, item);
        item.Alter<TaskPart>(part => (part.DueDay, part.Snoozes) = (day, []));
        await _content.UpdateAsync(item);
    }

    /// <summary>Its owner says that it is seen to.</summary>
    public async Task AcknowledgeAsync(ClaimsPrincipal user, ContentItem item)
    {
        Acknowledge(user, item);
        await _content.UpdateAsync(item);
    }

    /// <summary>Reminds again later; false when the time is none of those offered.</summary>
    /// <param name="until">"hour", "tomorrow" (at nine) or "week" (at nine).</param>
    public async Task<bool> SnoozeAsync(ClaimsPrincipal user, ContentItem item, string? until)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(item.As<TaskPart>()?.TimeZone ?? "", out var known) ? known : TimeZoneInfo.Utc;
        var now = LocalMoment.ToLocal(Now, zone);
        var today = DateOnly.FromDateTime(now);
        DateTime? moment = until switch { "hour" => now.AddHours(1), "tomorrow" => today.AddDays(1).ToDateTime(TaskNotices.Morning), "week" => today.AddDays(7).ToDateTime(TaskNotices.Morning), _ => null };
        if (moment is not { } local)
        {
            return false;
        }

        Acknowledge(user, item);
        item.Alter<TaskPart>(part => part.Snoozes = [.. part.Snoozes, new Snooze(Now, user.UserId() ?? "", local)]);
        await _content.UpdateAsync(item);
        return true;
    }

    private async Task WriteAsync(ClaimsPrincipal user, ContentItem item, TaskDraft draft, bool isNew)
    {
        var (me, before) = (user.UserId() ?? "", isNew ? user.UserId() : item.Owner);
        var owner = draft.Owner is { Length: > 0 } chosen ? chosen : before ?? me;
        draft.ApplyTo(item);
        var about = draft.AboutId is { Length: > 0 } id ? await _content.GetAsync(id, VersionOptions.Latest) : null;
        var zone = (await _zones.OfAsync(owner)).Id;
        item.Alter<TaskPart>(part =>
        {
            (part.AboutType, part.AboutId) = draft.AboutId is not { Length: > 0 } ? ("", "") : about is null ? (part.AboutType, part.AboutId) : (about.ContentType, about.ContentItemId);
            part.TimeZone = zone;
            if (owner != before)
            {
                (part.AssignedBy, part.AcknowledgedUtc) = (owner == me ? "" : me, null);
            }
        });
        item.Owner = owner;
        if (owner != before && owner != me)
        {
            await _notifications.TellAsync(owner, TaskNotices.Assigned, item.ContentItemId, $"{TaskNotices.Assigned}/{item.ContentItemId}/{_time.GetUtcNow().UtcTicks}");
        }
    }

    private void Acknowledge(ClaimsPrincipal user, ContentItem item)
    {
        if (item.Owner == user.UserId())
        {
            item.Alter<TaskPart>(part => part.AcknowledgedUtc ??= part.AssignedBy.Length > 0 ? Now : null);
        }
    }

    // What comes back comes on its next day that is not past: who does January's in March is not given February's too.
    private async Task<ContentItem?> NextAsync(ContentItem done)
    {
        var part = done.As<TaskPart>()!;
        var today = DateOnly.FromDateTime(LocalMoment.ToLocal(Now, await _zones.OfAsync(done.Owner)));
        if (part.NextDay(today) is not { } day)
        {
            return null;
        }

        var next = await _content.NewAsync(ActivityTypes.Task);
        next.Owner = done.Owner;
        next.Alter<TaskPart>(copy =>
        {
            (copy.Subject, copy.Notes, copy.DueDay, copy.DueTime, copy.TimeZone, copy.RemindBefore, copy.Priority) = (part.Subject, part.Notes, day, part.DueTime, part.TimeZone, part.RemindBefore, part.Priority);
            (copy.AssignedBy, copy.AboutType, copy.AboutId, copy.Repeat, copy.SeriesId, copy.SeriesStart) = (part.AssignedBy, part.AboutType, part.AboutId, part.Repeat, part.SeriesId, part.SeriesStart);
        });
        next.DisplayText = part.Subject;
        var key = TaskIndexes.SeriesKey(next.As<TaskPart>()!);
        return await _session.QueryIndex<TaskIndex>().AnyAsync(row => row.SeriesKey == key) ? null : next;
    }
}

/// <summary>Registration.</summary>
internal static class ChangeTasksServices
{
    /// <summary>Its constructor is the module's own: other modules ask for it, and never make one.</summary>
    public static IServiceCollection AddChangeTasks(this IServiceCollection services) => services.AddScoped(provider => new ChangeTasks(
        provider.GetRequiredService<IContentManager>(), provider.GetRequiredService<ISession>(), provider.GetRequiredService<Notifications>(), provider.GetRequiredService<ContactChoices>(), provider.GetRequiredService<TaskGate>(),
        provider.GetRequiredService<UserTimeZones>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IStringLocalizer<ChangeTasks>>()));
}
