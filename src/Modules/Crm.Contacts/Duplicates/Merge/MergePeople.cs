using System.Text.Json.Nodes;
using Crm.Kernel.Content;
using Crm.Kernel.Data;

namespace Crm.Contacts.Duplicates.Merge;

/// <summary>
/// Makes two people one: the survivor takes what was chosen and all that refers to the other; the other goes to the trash and leads to the survivor. All of it is one transaction and one
/// batch: a kill leaves the state before or the state after, and undo brings both back.
/// </summary>
internal sealed class MergePeople(ISession session, IContentManager content, ChangeContext change, IEnumerable<IPersonReference> references)
{
    /// <summary>Merges and returns the batch's id; the unit of work commits it.</summary>
    /// <exception cref="ArgumentException">The two are the same record, or one is no person.</exception>
    public async Task<string> MergeAsync(ContentItem survivor, ContentItem other, MergeChoices choices, CancellationToken cancellationToken)
    {
        if (survivor.ContentItemId == other.ContentItemId || survivor.ContentType != ContactTypes.Person || other.ContentType != ContactTypes.Person)
        {
            throw new ArgumentException("A merge needs two people.", nameof(other));
        }

        var merged = choices.Apply(survivor, other);
        (change.BatchId, change.Event) = (ContentId.New(), "Merged");
        try
        {
            // First the other leaves: an identifier of another system is one person's only.
            other.Apply(new MergedIntoPart { PersonId = survivor.ContentItemId, BatchId = change.BatchId });
            await content.RemoveAsync(other);
            await session.FlushAsync();
            foreach (var reference in references)
            {
                await reference.MoveAsync(other.ContentItemId, survivor.ContentItemId, cancellationToken);
            }

            survivor.ReplaceData((JsonObject)merged.Data.DeepClone());
            survivor.DisplayText = merged.DisplayText;
            await content.UpdateAsync(survivor);
            await session.FlushAsync();
            return change.BatchId;
        }
        finally
        {
            (change.BatchId, change.Event) = (null, null);
        }
    }
}
