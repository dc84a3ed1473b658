using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;

namespace Crm.Contacts.Duplicates.Merge;

/// <summary>Stands on a person in the trash who was merged into another.</summary>
public sealed class MergedIntoPart : ContentPart
{
    /// <summary>The person who survived.</summary>
    public string PersonId { get; set; } = "";

    /// <summary>The batch of the merge: one thing to undo.</summary>
    public string BatchId { get; set; } = "";
}

/// <summary>Finds who a person became, so that old links and bookmarks lead on. Scoped.</summary>
public sealed class MergedInto(ISession session)
{
    private const int LongestChain = 20;

    /// <summary>The id of the survivor, through later merges too; null for somebody who was not merged.</summary>
    public async Task<string?> FindAsync(string personId, CancellationToken cancellationToken)
    {
        string? survivor = null;
        for (var step = 0; step < LongestChain; step++)
        {
            var id = survivor ?? personId;
            var item = await session.Query<ContentItem, ContentItemIndex>(index => index.ContentItemId == id && !index.Latest && !index.Published).FirstOrDefaultAsync(cancellationToken);
            if (item?.As<MergedIntoPart>() is not { PersonId.Length: > 0 } merged)
            {
                break;
            }

            survivor = merged.PersonId;
        }

        return survivor;
    }
}
