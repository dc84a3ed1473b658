namespace Crm.Kernel.Data.Stores;

/// <summary>Document ids of a tenant, taken from the database in blocks. Ids left when the process ends are never used.</summary>
internal sealed class IdSource
{
    private const int BlockSize = 1024;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _refill = new(1);
    private long _next;
    private long _end;

    /// <summary>An id if the present block has one.</summary>
    public bool TryTake(out long id)
    {
        lock (_lock)
        {
            id = _next;
            return _next < _end && _next++ >= 0;
        }
    }

    /// <summary>An id; fetches the next block over a connection that has no transaction open.</summary>
    public async ValueTask<long> TakeAsync(StoreConnection connection)
    {
        await _refill.WaitAsync();
        try
        {
            if (TryTake(out var id))
            {
                return id;
            }

            var first = await connection.TakeIdsAsync(BlockSize);
            lock (_lock)
            {
                (_next, _end) = (first + 1, first + BlockSize);
            }

            return first;
        }
        finally
        {
            _refill.Release();
        }
    }
}
