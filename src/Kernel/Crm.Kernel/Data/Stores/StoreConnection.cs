using LinqToDB.Data;

namespace Crm.Kernel.Data.Stores;

/// <summary>A connection to a tenant's database, rented by one session at a time. Each database does the same in its own quickest way.</summary>
internal abstract class StoreConnection
{
    /// <summary>The same connection for linq2db. Outside a write transaction it refuses to write.</summary>
    public abstract DataConnection Db { get; }

    /// <summary>Whether a write transaction is open.</summary>
    public bool InTransaction { get; protected set; }

    /// <summary>How long the last transaction kept all other writers out.</summary>
    public TimeSpan HeldGate { get; protected set; }

    /// <summary>Begins a write transaction; on SQLite behind the write gate.</summary>
    public abstract Task BeginAsync(bool background, CancellationToken cancellationToken = default);

    public abstract Task CommitAsync();

    public abstract Task RollbackAsync();

    /// <summary>The documents of those ids, in no particular order.</summary>
    public abstract Task<IReadOnlyList<StoredDocument>> ReadAsync(IReadOnlyList<long> ids);

    /// <summary>The versions of those documents, which nobody else can change until the transaction ends.</summary>
    public abstract Task<IReadOnlyDictionary<long, long>> LockVersionsAsync(IReadOnlyList<long> ids);

    /// <summary>The first of <paramref name="count"/> consecutive ids that nobody else gets.</summary>
    public abstract Task<long> TakeIdsAsync(int count);

    /// <summary>The first of <paramref name="count"/> consecutive numbers of a series that nobody else gets, none of them below <paramref name="atLeast"/>. They belong to the transaction when one is open.</summary>
    public async Task<long> TakeNumbersAsync(string series, int count, long atLeast)
    {
        var own = !InTransaction;
        if (own)
        {
            await BeginAsync(background: false);
        }

        try
        {
            // SQLite calls the greater of two max, PostgreSQL greatest; both know CASE.
            var end = await Db.ExecuteAsync<long>(
                """
                INSERT INTO "Identifiers" ("Dimension", "NextVal") VALUES (@series, @least + @count)
                ON CONFLICT ("Dimension") DO UPDATE SET "NextVal" = @count + CASE WHEN "Identifiers"."NextVal" < @least THEN @least ELSE "Identifiers"."NextVal" END
                RETURNING "NextVal"
                """,
                CancellationToken.None, new DataParameter("series", series), new DataParameter("least", Math.Max(1, atLeast)), new DataParameter("count", (long)count));
            if (own)
            {
                await CommitAsync();
            }

            return end - count;
        }
        catch when (own)
        {
            await RollbackAsync();
            throw;
        }
    }

    /// <summary>Writes documents, index rows and history; sets the ids of the history rows.</summary>
    public abstract Task WriteAsync(WriteSet writes);

    /// <summary>Appends to the change log, as the last statement before the commit.</summary>
    public abstract Task AppendAsync(IReadOnlyList<ChangeLogRow> rows);

    /// <summary>Gives the connection back; an open transaction is rolled back.</summary>
    public abstract ValueTask ReturnAsync();
}

/// <summary>A row of the Document table. The content is UTF-8.</summary>
internal readonly record struct StoredDocument(long Id, string Type, long Version, byte[] Content);
