using System.Collections.Concurrent;
using Crm.Contacts.Import.Links;

namespace Crm.Contacts.Import.Wizard;

/// <summary>The files that imports are reading, kept open between two steps so that none is read from its beginning each time. One a shell; closed with it.</summary>
internal sealed class OpenImports : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, OpenImport> _open = new();

    /// <summary>The file under that name, standing behind so many rows; opened and read up to there when it is not, as after a kill or a step that failed.</summary>
    public async Task<OpenImport> AtAsync(string name, long rows, Func<Task<OpenImport>> open, CancellationToken cancellationToken)
    {
        if (_open.TryGetValue(name, out var known) && known.Rows == rows)
        {
            return known;
        }

        await CloseAsync(name);
        var fresh = await open();
        try
        {
            await fresh.PassAsync(rows, cancellationToken);
        }
        catch
        {
            await fresh.DisposeAsync();
            throw;
        }

        return _open[name] = fresh;
    }

    /// <summary>Closes the file under that name.</summary>
    public async Task CloseAsync(string name)
    {
        if (_open.TryRemove(name, out var known))
        {
            await known.DisposeAsync();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var name in _open.Keys)
        {
            await CloseAsync(name);
        }
    }
}

/// <summary>A file under way.</summary>
internal sealed class OpenImport(Stream stream, SheetFile sheet, IAsyncEnumerator<CsvRow> rows, ImportPlan plan, Dictionary<int, Dictionary<string, string>> fixes) : IAsyncDisposable
{
    private const int AtOnce = 1000;

    /// <summary>What the rows are read by.</summary>
    public ImportPlan Plan => plan;

    /// <summary>Rows given so far.</summary>
    public long Rows { get; private set; }

    /// <summary>The next rows, mended; fewer than asked for only at the end.</summary>
    public async Task<IReadOnlyList<CsvRow>> TakeAsync(int count)
    {
        var taken = new List<CsvRow>(count);
        while (taken.Count < count && await rows.MoveNextAsync())
        {
            taken.Add(PeopleImports.Mend(plan.Normalize(rows.Current), plan.Header, fixes));
        }

        Rows += taken.Count;
        return taken;
    }

    /// <summary>Passes over rows that were dealt with earlier; their keys are remembered.</summary>
    public async Task PassAsync(long count, CancellationToken cancellationToken)
    {
        while (Rows < count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await TakeAsync(1) is not [var row])
            {
                throw new ImportRefusedException("", "The file is shorter than it was.");
            }

            plan.Pass(row);
        }
    }

    /// <summary>Opens a file and reads its header.</summary>
    /// <param name="isSecond">Whether it is read for relations only, a second time.</param>
    public static async Task<OpenImport> OpenAsync(ImportFiles files, PeopleImport import, RowReader reader, bool isSecond = false)
    {
        var map = ImportMap.Parse(import.Map);
        var stream = files.Open(import.Id);
        SheetFile? sheet = null;
        try
        {
            sheet = await SheetFile.OpenAsync(stream, map, CancellationToken.None); // it outlives the step
            var rows = sheet.Rows.GetAsyncEnumerator(CancellationToken.None);
            return await rows.MoveNextAsync()
                ? new OpenImport(stream, sheet, rows, await reader.PlanAsync(map, rows.Current, sheet.IsText, isSecond), PeopleImports.FixesOf(import))
                : throw new ImportRefusedException("", "The file is empty.");
        }
        catch
        {
            if (sheet is not null)
            {
                await sheet.DisposeAsync();
            }

            await stream.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whom the rows of these files bring.</summary>
    public static async Task<ComingRows> ComingAsync(ImportFiles files, IEnumerable<PeopleImport> imports, RowReader reader, CancellationToken cancellationToken)
    {
        var coming = new ComingRows();
        foreach (var import in imports)
        {
            await using var file = await OpenAsync(files, import, reader);
            while (await file.TakeAsync(AtOnce) is { Count: > 0 } rows)
            {
                coming.Add(file.Plan, rows);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        return coming;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await rows.DisposeAsync();
        await sheet.DisposeAsync();
        await stream.DisposeAsync();
    }
}
