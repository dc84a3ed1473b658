namespace Crm.Kernel.Data.Sessions;

/// <summary>The objects a session knows, by id and by reference, and which of them wait to be written, in the order they were marked.</summary>
internal sealed class IdentityMap
{
    private readonly Dictionary<long, Tracked> _byId = [];
    private readonly Dictionary<object, Tracked> _byObject = new(ReferenceEqualityComparer.Instance);
    private readonly List<Tracked> _pending = [];
    private readonly Dictionary<Type, int> _pendingTypes = [];

    public bool HasPending => _pending.Count > 0;

    public IReadOnlyList<Tracked> Pending => _pending;

    public bool HasPendingOf(Type type) => _pendingTypes.GetValueOrDefault(type) > 0;

    public Tracked? Find(long id) => _byId.GetValueOrDefault(id);

    public Tracked? Find(object document) => _byObject.GetValueOrDefault(document);

    public Tracked Add(Tracked tracked)
    {
        _byId[tracked.Id] = tracked;
        _byObject[tracked.Document] = tracked;
        return tracked;
    }

    public void Mark(Tracked tracked, PendingChange change)
    {
        if (tracked.Pending == PendingChange.None)
        {
            _pending.Add(tracked);
            _pendingTypes[tracked.Document.GetType()] = _pendingTypes.GetValueOrDefault(tracked.Document.GetType()) + 1;
        }

        tracked.Pending = change;
    }

    /// <summary>Puts another object in the place of the present one, to be saved.</summary>
    public void Replace(Tracked? present, Tracked tracked)
    {
        if (present is not null)
        {
            Forget(present.Document);
        }

        Mark(Add(tracked), PendingChange.Save);
    }

    public void Forget(object document)
    {
        if (_byObject.Remove(document, out var tracked))
        {
            _byId.Remove(tracked.Id);
            if (_pending.Remove(tracked))
            {
                _pendingTypes[document.GetType()]--;
            }
        }
    }

    /// <summary>After a flush: nothing waits any more; what was deleted is unknown.</summary>
    public void Flushed()
    {
        foreach (var tracked in _pending)
        {
            if (tracked.Pending == PendingChange.Delete)
            {
                _byId.Remove(tracked.Id);
                _byObject.Remove(tracked.Document);
            }

            tracked.Pending = PendingChange.None;
        }

        _pending.Clear();
        _pendingTypes.Clear();
    }

    public void Clear()
    {
        _byId.Clear();
        _byObject.Clear();
        _pending.Clear();
        _pendingTypes.Clear();
    }
}
