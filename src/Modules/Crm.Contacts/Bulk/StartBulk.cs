using System.Security.Claims;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Contacts.Rights;
using Crm.Kernel.Data;
using Crm.Kernel.Operations;
using Crm.Kernel.Users;
using LinqToDB.Async;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Bulk;

/// <summary>What a bulk act would come to for its user.</summary>
/// <param name="Count">How many people it concerns.</param>
/// <param name="Choices">The stages or owners that can be given.</param>
internal sealed record AskedBulk(PeopleAct Act, PeopleSelection Selection, int Count, IReadOnlyList<SelectListItem> Choices);

/// <summary>Says what a bulk act would come to and starts it; asked by page and API alike.</summary>
internal sealed class StartBulk(
    PeopleList people, ContactSights sights, ISession session, Operations operations, Kernel.Security.Rights rights, UserNames names, ContactLabels labels, IStringLocalizer<StartBulk> s)
{
    /// <summary>Whether the user may do that to anybody; each person is asked for anew when it is done.</summary>
    public Task<bool> MayAsync(ClaimsPrincipal user, PeopleAct act) => rights.HoldsAsync(user, act == PeopleAct.Trash ? ContactsPermissions.DeleteOwn : ContactsPermissions.EditOwn);

    /// <summary>What it would come to.</summary>
    public async Task<AskedBulk> AskAsync(ClaimsPrincipal user, PeopleAct act, PeopleSelection selection, CancellationToken cancellationToken)
    {
        var sight = await sights.ForAsync(user, ContactTypes.Person);
        return new AskedBulk(act, selection, await people.CountAsync(selection.Filter, selection.Ids, sight, cancellationToken), act switch
        {
            PeopleAct.Stage when sight.Stages => [.. labels.Stages().Select(stage => new SelectListItem(stage.Value.Length == 0 ? s["(none)"] : stage.Text, stage.Value))],
            PeopleAct.Owner => [.. (await names.ChoicesAsync()).Select(user => new SelectListItem(user.ShownName(), user.UserId))],
            _ => [],
        });
    }

    /// <summary>Starts it and gives the operation's id; null when the value is none of the choices.</summary>
    /// <param name="value">The stage or the owner's user id.</param>
    public async Task<string?> StartAsync(AskedBulk asked, string? value, CancellationToken cancellationToken)
    {
        var choice = asked.Choices.FirstOrDefault(choice => choice.Value == (value ?? ""));
        if (asked.Act != PeopleAct.Trash && choice is null)
        {
            return null;
        }

        var upTo = await session.QueryIndex<PersonIndex>().MaxAsync(row => (long?)row.DocumentId, cancellationToken) ?? 0;
        return await operations.StartAsync(ChangePeople.Name, ChangePeople.Input(asked.Selection, asked.Act, value, asked.Act == PeopleAct.Owner ? choice!.Text : null, upTo), asked.Count);
    }
}
