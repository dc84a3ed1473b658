using Crm.Kernel.Data;
using LinqToDB.Data;

namespace Crm.Audit.Batches;

/// <summary>Counts what a batch did and what of it can be taken back.</summary>
public sealed class BatchOfSaves(ISession session)
{
    private const string Count = """
        SELECT COUNT(*) AS "Saves", COUNT(DISTINCT h."DocumentId") AS "Records", COUNT(DISTINCT CASE WHEN h."ItemId" IS NULL THEN h."DocumentId" END) AS "Others",
               (SELECT COUNT(DISTINCT c."DocumentId") FROM "History" c WHERE c."BatchId" = @batch AND EXISTS (
                  SELECT 1 FROM "History" l WHERE l."DocumentId" = c."DocumentId" AND l."Id" > c."Id" AND (l."BatchId" IS NULL OR l."BatchId" <> @batch))) AS "ChangedSince"
        FROM "History" h WHERE h."BatchId" = @batch
        """;

    /// <summary>The counts; all zero for a batch that never was.</summary>
    public async Task<BatchCounts> CountAsync(string batchId, CancellationToken cancellationToken)
        => (await (await session.GetConnectionAsync()).QueryToListAsync<BatchCounts>(Count, cancellationToken, new DataParameter("batch", batchId))).Single();
}

/// <summary>What a batch did.</summary>
public sealed class BatchCounts
{
    /// <summary>Saves.</summary>
    public long Saves { get; set; }

    /// <summary>Records touched.</summary>
    public long Records { get; set; }

    /// <summary>Of these, settings and other records that are not content.</summary>
    public long Others { get; set; }

    /// <summary>Records that were changed again since: undoing leaves them.</summary>
    public long ChangedSince { get; set; }
}
