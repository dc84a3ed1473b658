using System.Security.Claims;
using Crm.Contacts.Lists;
using Crm.Contacts.Rights;
using Crm.Kernel.Operations;
using Crm.Kernel.Users;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Bulk;

/// <summary>What a bulk act would come to for its user.</summary>
/// <param name="Count">How many contacts it concerns.</param>
/// <param name="Choices">The stages or owners that can be given.</param>
internal sealed record AskedBulk(BulkAct Act, ContactSelection Selection, int Count, IReadOnlyList<SelectListItem> Choices);

/// <summary>Says what a bulk act would come to and starts it; asked by page and API alike.</summary>
internal sealed class StartBulk(
    IEnumerable<ContactList> lists, ContactSights sights, Operations operations, Kernel.Security.Rights rights, UserNames names, ContactLabels labels, IStringLocalizer<StartBulk> s)
{
    /// <summary>Whether that is done to contacts of that type at all.</summary>
    public static bool Offers(string type, BulkAct act) => act != BulkAct.Stage || type == ContactTypes.Person;

    /// <summary>Whether the user may do that to some contacts at least; each is asked for anew when it is done.</summary>
    public Task<bool> MayAsync(ClaimsPrincipal user, BulkAct act) => rights.HoldsAsync(user, act == BulkAct.Trash ? ContactsPermissions.DeleteOwn : ContactsPermissions.EditOwn);

    /// <summary>What it would come to.</summary>
    public async Task<AskedBulk> AskAsync(ClaimsPrincipal user, BulkAct act, ContactSelection selection, CancellationToken cancellationToken)
    {
        var sight = await sights.ForAsync(user, selection.Type);
        return new AskedBulk(act, selection, await ListOf(selection).CountAsync(selection, sight, cancellationToken), act switch
        {
            BulkAct.Stage when sight.Stages => [.. labels.Stages().Select(stage => new SelectListItem(stage.Value.Length == 0 ? s["(none)"] : stage.Text, stage.Value))],
            BulkAct.Owner => [.. (await names.ChoicesAsync()).Select(user => new SelectListItem(user.ShownName(), user.UserId))],
            _ => [],
        });
    }

    /// <summary>Starts it and gives the operation's id; null when the value is none of the choices.</summary>
    /// <param name="value">The stage or the owner's user id.</param>
    public async Task<string?> StartAsync(AskedBulk asked, string? value, CancellationToken cancellationToken)
    {
        var choice = asked.Choices.FirstOrDefault(choice => choice.Value == (value ?? ""));
        if (asked.Act != BulkAct.Trash && choice is null)
        {
            return null;
        }

        var upTo = await ListOf(asked.Selection).LastAsync(cancellationToken);
        return await operations.StartAsync(ChangeContacts.Name, ChangeContacts.Input(asked.Selection, asked.Act, value, asked.Act == BulkAct.Owner ? choice!.Text : null, upTo), asked.Count);
    }

    private ContactList ListOf(ContactSelection selection) => lists.First(list => list.ContentType == selection.Type);
}
