using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Fields;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Data;

namespace Crm.Contacts.Panels.Related;

/// <summary>The records that name people by a content picker, of whatever type: in a field of their own or of an item inside them, filterable or not.</summary>
internal sealed class NamingRecords(ISession session, IContentDefinitionManager definitions, ItemsNaming items)
{
    // Parts that hold whole items.
    private static readonly string[] s_holders = [nameof(BagPart), nameof(TaxonomyPart)];

    /// <summary>Every version of them, those in the trash too; the records of these people themselves are left out. A scan of the types that can have pickers.</summary>
    public async Task<IReadOnlyList<ContentItem>> ListAsync(IReadOnlyCollection<string> personIds, CancellationToken cancellationToken)
    {
        var (types, found) = ((await definitions.ListLayoutsAsync()).Where(MayName).Select(type => type.Name).ToList(), new List<long>());
        foreach (var id in personIds)
        {
            found.AddRange(await items.FindAsync(id, types, cancellationToken));
        }

        return [.. (await session.GetAsync<ContentItem>(found.Distinct())).Where(item => !personIds.Contains(item.ContentItemId) && PickedIds.In(item).Any(picked => picked.Name(personIds)))];
    }

    private static bool MayName(ContentTypeLayout type) => type.Fields.Any(field => field.FieldName == nameof(ContentPickerField)) || type.Parts.Any(part => s_holders.Contains(part.PartName));
}
