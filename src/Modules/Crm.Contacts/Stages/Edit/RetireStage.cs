using System.Security.Claims;
using Crm.Contacts.Bulk;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Kernel.Data;
using Crm.Kernel.Operations;
using LinqToDB.Async;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Stages.Edit;

/// <summary>What taking a stage out of use comes to for its user.</summary>
/// <param name="Count">How many people are in it.</param>
/// <param name="HasOthers">Whether some of them are out of this user's sight: he cannot say where they go.</param>
/// <param name="Targets">Where they can go.</param>
internal sealed record RetiringStage(string Key, string Name, int Count, bool HasOthers, IReadOnlyList<SelectListItem> Targets);

/// <summary>Takes a stage out of use, for the form and the API alike: its people go where is said, as an operation that can be undone.</summary>
internal sealed class RetireStage(LifeCycle lifeCycle, StageNames names, PeopleList people, ContactSights sights, ISession session, Operations operations, IStringLocalizer<RetireStage> s)
{
    /// <summary>Stands for no stage among the targets.</summary>
    public const string None = "-";

    /// <summary>What it comes to; null when there is no such stage in use, or this user sees none.</summary>
    public async Task<RetiringStage?> AskAsync(ClaimsPrincipal user, string key, CancellationToken cancellationToken)
    {
        var sight = await sights.ForAsync(user, ContactTypes.Person);
        if ((await lifeCycle.ListAsync()).FirstOrDefault(stage => stage.Key == key && !stage.IsRetired) is not { } stage || !sight.Stages)
        {
            return null;
        }

        var count = await people.CountAsync(new PeopleFilter(null, key, null), sight, cancellationToken);
        return new RetiringStage(
            key, names.Of(stage), count,
            !sight.Scope.IsAll && await session.QueryIndex<PersonIndex>().CountAsync(row => row.Stage == key, cancellationToken) > count,
            [.. names.Offered.Where(other => other.Key != key).Select(other => new SelectListItem(names.Of(other), other.Key)), new SelectListItem(s["no stage"], None)]);
    }

    /// <summary>Why its people cannot go there; null when they can, or when nobody is in it.</summary>
    public string? Fault(RetiringStage asked, string? target) => asked.Count > 0 && asked.Targets.All(one => one.Value != target) ? s["Say where its people go."].Value : null;

    /// <summary>Does it; gives the id of the operation that moves the people, null when nobody is in it.</summary>
    public async Task<string?> DoAsync(RetiringStage asked, string? target, CancellationToken cancellationToken)
    {
        await lifeCycle.ChangeAsync(stages => stages.Find(stage => stage.Key == asked.Key)!.IsRetired = true);
        if (asked.Count == 0)
        {
            return null;
        }

        var selection = new ContactSelection(ContactTypes.Person, [], new PeopleFilter(null, asked.Key, null));
        var input = ChangeContacts.Input(selection, BulkAct.Stage, target == None ? "" : target, null, await people.LastAsync(cancellationToken));
        return await operations.StartAsync(ChangeContacts.Name, input, asked.Count);
    }
}
