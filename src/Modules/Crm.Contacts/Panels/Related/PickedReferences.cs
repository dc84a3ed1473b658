using Crm.Contacts.Duplicates.Merge;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Fields;
using Crm.Kernel.Content.Filters;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using LinqToDB.Async;

namespace Crm.Contacts.Panels.Related;

/// <summary>Records of types made without code that point to a person by a field that lists filter by: gifts, orders, wishes. They follow the person through a merge.</summary>
internal sealed class PickedReferences(ISession session, IContentDefinitionManager definitions) : IPersonReference
{
    public async Task<int> CountAsync(string personId, CancellationToken cancellationToken) => await (await RowsAsync(personId)).CountAsync(cancellationToken);

    // Saved by the session, not the content manager: the record stays its author's.
    public async Task MoveAsync(string fromPersonId, string toPersonId, CancellationToken cancellationToken)
    {
        foreach (var item in await session.GetAsync<ContentItem>(await (await RowsAsync(fromPersonId)).ToListAsync(cancellationToken)))
        {
            foreach (var field in Pickers(await definitions.GetLayoutAsync(item.ContentType)))
            {
                if (item.Get<ContentPart>(field.Part.Name)?.Get<ContentPickerField>(field.Name) is { } picker && picker.ContentItemIds.Contains(fromPersonId))
                {
                    picker.ContentItemIds = [.. picker.ContentItemIds.Select(id => id == fromPersonId ? toPersonId : id).Distinct()];
                    var part = item.Get<ContentPart>(field.Part.Name)!;
                    part.Apply(field.Name, picker);
                    item.Apply(field.Part.Name, part);
                }
            }

            await session.SaveAsync(item, checkConcurrency: true);
        }
    }

    // The newest version only: what was published before keeps the name it had.
    private async Task<IQueryable<long>> RowsAsync(string personId)
    {
        var fields = (await definitions.ListLayoutsAsync()).SelectMany(Pickers).Select(field => field.Path).Distinct().ToArray();
        var key = FilterTable.Fold(personId);
        var pointing = session.QueryIndex<TextFilterIndex>().Where(value => fields.Contains(value.Field) && value.Value == key).Select(value => value.DocumentId);
        return session.QueryIndex<ContentItemIndex>().Where(row => row.Latest && pointing.Contains(row.DocumentId)).Select(row => row.DocumentId);
    }

    private static IEnumerable<ContentFieldLayout> Pickers(ContentTypeLayout? type)
        => type?.Fields.Where(field => field.FieldName == nameof(ContentPickerField) && field.GetSettings<FieldIndexSettings>().Filterable) ?? [];
}
