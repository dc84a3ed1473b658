using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace Crm.Kernel.Data.Stores;

/// <summary>Locks of the tenant across processes and nodes.</summary>
public sealed class TenantLocks(Crm.Kernel.Data.ISession session, TenantStore store, TimeProvider time)
{
    /// <summary>Takes the lock for that long, or renews it for its owner; false when another owner holds it that is not known to be dead. Written with the session's unit of work: commit it before relying on it.</summary>
    /// <param name="owner">A name unique to the process.</param>
    public async Task<bool> TryTakeAsync(string name, string owner, TimeSpan duration)
    {
        await HoldInTransactionAsync(name);
        var db = await session.GetConnectionAsync(write: true);
        var now = time.GetUtcNow().UtcDateTime;
        var expires = now + duration;
        var held = await db.GetTable<TenantLockRow>().FirstOrDefaultAsync(row => row.Name == name);
        if (held is null)
        {
            await db.InsertAsync(new TenantLockRow { Name = name, Owner = owner, ExpiresUtc = expires });
            return true;
        }

        if (held.Owner != owner && held.ExpiresUtc > now && !LockOwner.IsGone(held.Owner))
        {
            return false;
        }

        await db.GetTable<TenantLockRow>().Where(row => row.Name == name).Set(row => row.Owner, owner).Set(row => row.ExpiresUtc, expires).UpdateAsync();
        return true;
    }

    /// <summary>Gives the lock back, when that owner has it.</summary>
    public async Task ReleaseAsync(string name, string owner)
    {
        var db = await session.GetConnectionAsync(write: true);
        await db.GetTable<TenantLockRow>().Where(row => row.Name == name && row.Owner == owner).DeleteAsync();
    }

    /// <summary>Begins the write transaction and holds the lock until it ends.</summary>
    public async Task HoldInTransactionAsync(string name)
    {
        var db = await session.GetConnectionAsync(write: true);
        if (store.Provider == "Postgres")
        {
            await db.ExecuteAsync("SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || @name, 0))", new DataParameter("name", $"/lock/{name}"));
        }

        // On SQLite the transaction is the only one that writes.
    }
}
