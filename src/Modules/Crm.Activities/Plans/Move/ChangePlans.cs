using Crm.Activities.Plans.Schedule;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Data;
using Microsoft.Extensions.Localization;

namespace Crm.Activities.Plans.Move;

/// <summary>Changes of plans that pages and API share; each is one save that can be undone. Scoped.</summary>
internal sealed class ChangePlans(IContentManager content, ISession session, IHistory history, ChangeContext change, TimeProvider time, IStringLocalizer<ChangePlans> s)
{
    /// <summary>Changes a plan that was found to be changed.</summary>
    /// <returns>What is wrong with it, by member; nothing is stored then.</returns>
    public async Task<IReadOnlyList<(string Path, string Message)>> ChangeAsync(ContentItem item, Action<PlanPart> alter, string? name = null)
    {
        item.Alter(alter);
        if (name is not null)
        {
            item.Alter<TitlePart>(part => part.Title = name);
        }

        if ((await content.ValidateAsync(item)).Errors is { Count: > 0 } faults)
        {
            session.Detach(item);
            return [.. faults.Select(fault => (fault.Path, fault.Message))];
        }

        (item.ModifiedUtc, item.Author) = (time.GetUtcNow().UtcDateTime, change.ActorName);
        await content.UpdateAsync(item);
        return [];
    }

    /// <summary>Where a POST takes the change back that is being made; it works while no other one followed.</summary>
    public string UndoOf(ContentItem item) => $"~/admin/plans/{item.ContentItemId}/undo?version={session.GetVersion(item)}";

    /// <summary>Takes the last change back.</summary>
    /// <param name="version">The plan's before it.</param>
    /// <returns>Why it cannot be; null when it was.</returns>
    public async Task<string?> UndoAsync(ContentItem item, long version)
    {
        var last = (await history.ListAsync(session.GetDocumentId(item), take: 1)).FirstOrDefault();
        if (last is null || last.Version != version + 1 || (await history.UndoAsync(last.Id)).Count > 0)
        {
            return s["The plan was changed since: its history shows each change, and takes it back."];
        }

        return null;
    }

    /// <summary>The next season's plan: the target a year later, nothing done or locked, and what was noted kept as last season's notes.</summary>
    public async Task<ContentItem> NextSeasonAsync(ContentItem from, string name)
    {
        var (item, old) = (await content.NewAsync(ActivityTypes.Plan), from.As<PlanPart>()!);
        item.Alter<TitlePart>(part => part.Title = name);
        item.Alter<PlanPart>(part =>
        {
            (part.Target, part.Zone, part.Purpose, part.Before) = (old.Target.AddYears(1), old.Zone, old.Purpose, from.ContentItemId);
            part.Steps = [.. old.Steps.Select(step => new PlanStep
            {
                Key = step.Key, Name = step.Name, Days = step.Days, OnWorkingDays = step.OnWorkingDays, Length = step.Length, After = [.. step.After], ReachesPeople = step.ReachesPeople, Owner = step.Owner, LastNotes = step.Notes,
            })];
        });
        await content.CreateAsync(item);
        return item;
    }
}
