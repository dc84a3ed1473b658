using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Data;
using Crm.Kernel.Data.Stores;

namespace Crm.Kernel.Content.Filters;

/// <summary>Plans the filling when a field becomes filterable, in the unit of work that changes the definition.</summary>
internal sealed class FilterBackfillPlan(IDocumentManager<FilterBackfill> documents, TenantLocks locks, IServiceProvider services) : IContentDefinitionEventHandler
{
    public async Task ContentDefinitionChangedAsync(ContentDefinitionChange change)
    {
        // The manager is asked for late: it is the one that calls.
        var definitions = (IContentDefinitionManager)services.GetService(typeof(IContentDefinitionManager))!;
        var wanted = FilterableFields.Find(await definitions.ListLayoutsAsync());
        var known = await documents.GetOrCreateImmutableAsync();
        var keys = wanted.SelectMany(type => type.Value.Select(field => Key(type.Key, field.Path))).ToHashSet(StringComparer.Ordinal);
        var missing = wanted
            .Select(type => (Type: type.Key, Fields: type.Value.Select(field => field.Path).Where(path => !IsKnown(known, type.Key, path)).ToList()))
            .Where(type => type.Fields.Count > 0).ToList();
        if (missing.Count == 0 && known.Ready.TrueForAll(keys.Contains))
        {
            return;
        }

        await locks.HoldInTransactionAsync(FilterBackfill.Lock);
        var state = await documents.GetOrCreateMutableAsync();
        state.Ready.RemoveAll(key => !keys.Contains(key));
        foreach (var (type, fields) in missing)
        {
            // The walk begins anew: its next pass fills the fields that were on the way as well.
            var pending = state.Pending.Find(entry => entry.ContentType == type);
            if (pending is null)
            {
                state.Pending.Add(pending = new FilterBackfillType { ContentType = type });
            }

            pending.Fields.AddRange(fields);
            pending.Cursor = 0;
        }

        await documents.UpdateAsync(state);
    }

    internal static string Key(string type, string path) => type + "/" + path;

    private static bool IsKnown(FilterBackfill state, string type, string path)
        => state.Ready.Contains(Key(type, path)) || state.Pending.Exists(entry => entry.ContentType == type && entry.Fields.Contains(path));
}
