using System.Text.Json.Nodes;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Operations;
using Crm.Kernel.PersonalData;
using Crm.Kernel.Security;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Bulk;

/// <summary>
/// Changes many contacts of one type: stage, owner, trash. It walks in the order of document ids, which no change moves, so that each is met once; those who join the list meanwhile behind
/// the last one there was at the start are left out. Each is asked for anew: the right on the record, the field's right, the rules of content.
/// </summary>
internal sealed class ChangeContacts(
    IEnumerable<ContactList> lists, IContentManager content, ContactSights sights, DataUses uses, ISession session, ChangeContext change, BulkWords words, TimeProvider time, IStringLocalizer<ChangeContacts> s) : IOperation
{
    /// <summary>As it is stored, from when it was for people only.</summary>
    public const string Name = "Contacts.ChangePeople";

    private const string ActKey = "act";
    private const string ValueKey = "value";
    private const string ShownKey = "shown";
    private const string UpToKey = "upTo";
    private const string AfterKey = "after";

    public string Kind => Name;

    /// <summary>What is stored of an act.</summary>
    /// <param name="value">Stage or owner's user id.</param>
    /// <param name="shown">The owner's name.</param>
    /// <param name="upTo">The last document id there is when it starts.</param>
    public static JsonObject Input(ContactSelection selection, BulkAct act, string? value, string? shown, long upTo)
    {
        var input = new JsonObject { [ActKey] = act.ToString(), [ValueKey] = value, [ShownKey] = shown, [UpToKey] = upTo };
        selection.WriteTo(input);
        return input;
    }

    /// <inheritdoc/>
    public string TitleOf(JsonObject input, long total)
        => words.Title(ContactSelection.Of(input).Type, ActOf(input), total, (string?)input[ActOf(input) == BulkAct.Stage ? ValueKey : ShownKey] ?? "");

    /// <inheritdoc/>
    public async Task StepAsync(OperationRun run, CancellationToken cancellationToken)
    {
        var (act, upTo) = (ActOf(run.Input), (long)run.Input[UpToKey]!);
        var selection = ContactSelection.Of(run.Input);
        var sight = await sights.ForAsync(run.User, selection.Type);
        var found = await lists.First(list => list.ContentType == selection.Type).PlacesAsync(selection, sight, (long?)run.Place[AfterKey] ?? 0, run.Size, cancellationToken);
        var places = found.Where(place => place.DocumentId <= upTo).ToList();
        var items = (await content.GetAsync(places.Select(place => place.ContentItemId), VersionOptions.Latest)).ToDictionary(item => item.ContentItemId);
        var refused = await uses.RefusedAsync([.. items.Keys], DataUse.BulkChange, cancellationToken);
        change.Event = act == BulkAct.Trash ? null : "BulkChanged";
        foreach (var place in places)
        {
            run.Done++;
            if (items.GetValueOrDefault(place.ContentItemId) is { } item && (refused.GetValueOrDefault(item.ContentItemId) ?? await WhyNotAsync(run, sight, act, item)) is { } reason)
            {
                session.Detach(item);
                run.Leave(item.ContentItemId, reason);
            }
        }

        if (places.Count < run.Size)
        {
            run.Finish();
        }
        else
        {
            run.Place[AfterKey] = places[^1].DocumentId;
        }
    }

    private static BulkAct ActOf(JsonObject input) => Enum.Parse<BulkAct>((string)input[ActKey]!);

    // Does it, or says why it is not done.
    private async Task<string?> WhyNotAsync(OperationRun run, ContactSight sight, BulkAct act, ContentItem item)
    {
        if (!await sights.MayAsync(run.User, item, act == BulkAct.Trash ? CommonPermissions.DeleteContent : CommonPermissions.EditContent))
        {
            return words.MayNotOne(item.ContentType);
        }

        if (act == BulkAct.Trash)
        {
            await content.RemoveAsync(item);
            return null;
        }

        var value = (string?)run.Input[ValueKey] ?? "";
        if (act == BulkAct.Stage && !sight.Stages)
        {
            return s["You may not change this field."];
        }

        if ((act == BulkAct.Stage ? item.As<PersonPart>()?.Stage : item.Owner) == value)
        {
            return s["It was so already."];
        }

        if (act == BulkAct.Stage)
        {
            item.Alter<PersonPart>(person => person.Stage = value);
        }
        else
        {
            item.Owner = value;
        }

        if ((await content.ValidateAsync(item)).Errors is [var fault, ..])
        {
            return fault.Message;
        }

        (item.ModifiedUtc, item.Author) = (time.GetUtcNow().UtcDateTime, change.ActorName);
        await content.UpdateAsync(item);
        return null;
    }
}
