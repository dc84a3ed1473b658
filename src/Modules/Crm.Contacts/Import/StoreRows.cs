using Crm.Kernel.Content;
using Crm.Kernel.Data;

namespace Crm.Contacts.Import;

/// <summary>Stores what rows say: what they make besides people first, then the people. Scoped.</summary>
internal sealed class StoreRows(IContentManager content)
{
    /// <summary>Stores them; gives the rows that were refused after all.</summary>
    /// <param name="pace">Commits at that pace; null to leave the commit to the unit of work.</param>
    public async Task<StoredPeople> StoreAsync(ImportPlan plan, IReadOnlyList<RowResult> rows, BatchPace? pace = null)
    {
        var refused = new Dictionary<RowResult, RefusedRow>();
        var unmade = await MakeAsync(plan, rows, pace);
        foreach (var row in rows)
        {
            if (row.Made.FirstOrDefault(unmade.ContainsKey) is { } id)
            {
                refused[row] = RowReader.Refuse(row, "", unmade[id]).Fault!;
            }
        }

        var kept = rows.Where(row => !refused.ContainsKey(row)).ToList();
        var result = await ImportAsync([.. kept.Select(row => row.Item!)], pace);
        foreach (var fault in result.Faults.DistinctBy(fault => fault.Index))
        {
            refused[kept[fault.Index]] = RowReader.Refuse(kept[fault.Index], fault.Path, fault.Message).Fault!;
        }

        return new StoredPeople(result.Created, result.Updated, result.Unchanged, refused);
    }

    // Gives those that their type's own rules refuse, with the reason.
    private async Task<IReadOnlyDictionary<string, string>> MakeAsync(ImportPlan plan, IReadOnlyList<RowResult> rows, BatchPace? pace)
    {
        var waiting = plan.Made.WaitingOf(rows.SelectMany(row => row.Made));
        var unmade = new Dictionary<string, string>();
        if (waiting.Count == 0)
        {
            return unmade;
        }

        foreach (var fault in (await ImportAsync(waiting, pace)).Faults.DistinctBy(fault => fault.Index))
        {
            unmade[waiting[fault.Index].ContentItemId] = $"{waiting[fault.Index].DisplayText}: {fault.Message}";
        }

        foreach (var id in waiting.Select(item => item.ContentItemId).Where(id => !unmade.ContainsKey(id)))
        {
            plan.Made.Stored(id);
        }

        return unmade;
    }

    private Task<ImportResult> ImportAsync(IReadOnlyList<ContentItem> items, BatchPace? pace) => pace is null ? content.ImportAsync(items) : content.ImportAsync(items, pace);
}

/// <summary>What became of rows that were stored.</summary>
internal sealed record StoredPeople(int Created, int Updated, int Unchanged, IReadOnlyDictionary<RowResult, RefusedRow> Refused);
