using System.Text.Json.Nodes;
using Crm.Contacts.PersonalData;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using Crm.Kernel.Tenants;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Privacy.Erase;

/// <summary>
/// Before a tenant opens: who stands on the host's list and is here nevertheless (an older state was put back) is erased again. The database says how far it has heeded the list, so that
/// nothing is looked for a second time.
/// </summary>
internal sealed class ReplayErasures(DataSubjects subjects, ErasePeople erase, ErasedIds erased, DatabaseRemains remains, ISession session, ChangeContext change) : IModularTenantEvents
{
    private const string ByItself = "restored";

    public async Task ActivatingAsync()
    {
        var (ids, place) = (await erased.ListAsync(CancellationToken.None), await PlaceAsync());
        if (place.Rest.Length == 0 && (ids.Count == 0 || (place.Lines == ids.Count && place.Last == ids[^1])))
        {
            return;
        }

        // A list that does not go on where this one stood is another host's: all of it is heeded.
        var from = place.Lines > 0 && place.Lines <= ids.Count && ids[place.Lines - 1] == place.Last ? place.Lines : 0;
        var again = place.Rest.Length > 0;
        foreach (var id in ids.Skip(from))
        {
            if (await subjects.FindAsync(id, CancellationToken.None) is { } subject)
            {
                again = true;
                await EraseAsync(place, subject);
            }
        }

        if (again)
        {
            await FinishAsync(place);
        }

        (place.Lines, place.Last) = (ids.Count, ids.Count > 0 ? ids[^1] : "");
        await StoreAsync(place);
    }

    private async Task EraseAsync(ErasureReplay place, DataSubject subject)
    {
        (change.Event, change.IsBackground) = (Erasure.Event, true);
        await FinishRestAsync(place);
        var rest = await erase.EraseAsync(subject, ByItself, CancellationToken.None);
        place.Rest = new JsonObject { ["ids"] = new JsonArray([.. subject.Ids.Select(id => (JsonNode)id)]), ["rest"] = rest }.ToJsonString();
        await StoreAsync(place);
        change.Event = null;
    }

    private async Task FinishAsync(ErasureReplay place)
    {
        await FinishRestAsync(place);
        while (!await remains.ScrubAsync(CancellationToken.None))
        {
        }
    }

    private async Task FinishRestAsync(ErasureReplay place)
    {
        if (place.Rest.Length == 0)
        {
            return;
        }

        var stored = (JsonObject)JsonNode.Parse(place.Rest)!;
        var ids = stored["ids"]!.AsArray().Select(id => (string)id!).ToList();
        while (!await erase.EraseOutsideAsync((JsonObject)stored["rest"]!, ids, CancellationToken.None))
        {
        }

        place.Rest = "";
        await StoreAsync(place);
    }

    private async Task<ErasureReplay> PlaceAsync() => await (await session.GetConnectionAsync()).GetTable<ErasureReplay>().FirstOrDefaultAsync() ?? new ErasureReplay();

    private async Task StoreAsync(ErasureReplay place)
    {
        await (await session.GetConnectionAsync(write: true)).InsertOrReplaceAsync(place);
        await session.SaveChangesAsync();
    }
}
