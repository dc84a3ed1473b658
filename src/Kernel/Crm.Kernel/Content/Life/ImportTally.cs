using Crm.Kernel.Data;

namespace Crm.Kernel.Content.Life;

/// <summary>Counts what an import does.</summary>
internal sealed class ImportTally
{
    private readonly List<ContentImportFault> _faults = [];
    private readonly List<ContentItem> _added = [];
    private int _created;

    public int Updated { get; set; }

    public int Unchanged { get; set; }

    public void Added(ContentItem item)
    {
        _created++;
        _added.Add(item);
    }

    public void Fail(int index, string path, string message) => _faults.Add(new ContentImportFault(index, path, message));

    /// <summary>Lets go of the items just written, so that an import of any length takes the memory of one batch.</summary>
    public void DetachWith(ISession session)
    {
        _added.ForEach(session.Detach);
        _added.Clear();
    }

    public ImportResult Result() => new(_created, Updated, Unchanged, _faults);
}
