using Crm.Contacts.Import.Links;

namespace Crm.Contacts.Import;

/// <summary>A map made ready for one file: which cells go where.</summary>
internal sealed class RowMapper
{
    private readonly List<Step> _steps = [];
    private readonly List<(string Target, Put Put, string Value)> _constants = [];
    private readonly int _key = -1;
    private readonly int _width;
    private readonly bool _ofThisSite;

    /// <exception cref="ImportRefusedException">A column or target of the map does not exist.</exception>
    public RowMapper(ImportMap map, IReadOnlyList<string> header, TargetBook book)
    {
        (_width, _ofThisSite, HasRelations) = (header.Count, map.IsOfThisSite, map.Columns.Values.Any(column => RelationTargets.Is(column.To)));
        foreach (var target in map.Columns.GroupBy(column => column.Value.To, StringComparer.OrdinalIgnoreCase))
        {
            var cells = target.Select(column => new Cell(Column(header, column.Key, $"$.columns['{column.Key}']"), column.Key, column.Value)).OrderBy(cell => cell.Index).ToList();
            _steps.Add(new Step(Target(target.Key, book, $"$.columns['{cells[0].Name}']"), cells));
            if (LinkTargets.NeedOf(target.Key) is { } need && !map.Columns.Values.Select(column => column.To).Concat(map.Constants.Keys).Contains(need, StringComparer.OrdinalIgnoreCase))
            {
                throw new ImportRefusedException($"$.columns['{cells[0].Name}']", "“{0}” says nothing without a column for “{1}”.", target.Key, need);
            }
        }

        foreach (var (target, value) in map.Constants)
        {
            _constants.Add((target, Target(target, book, $"$.constants['{target}']").Put, value));
        }

        if (map.Key is { } key)
        {
            _key = Column(header, key, "$.key");
            KeyColumn = key;
        }
    }

    /// <summary>Whether a column says relations between people.</summary>
    public bool HasRelations { get; }

    /// <summary>The key's column; empty when the map has none.</summary>
    public string KeyColumn { get; } = "";

    /// <summary>Why the row has not the shape of the header, with its arguments; null when it has.</summary>
    public (string Message, object[] Arguments)? Misshapen(CsvRow row)
    {
        if (row.Fault is { } fault)
        {
            return (fault, row.About is { } about ? [about] : []);
        }

        var extra = row.Cells.Skip(_width).Any(cell => cell.Length > 0);
        return row.Cells.Count < _width || extra ? ("This row has {0} columns, the header has {1}.", [row.Cells.Count, _width]) : null;
    }

    /// <summary>The row's key; null when the map has none.</summary>
    public string? KeyOf(CsvRow row) => _key < 0 ? null : row.Cells[_key];

    /// <summary>Fills the draft. A blank cell leaves what is there. Gives what could not be read and makes the row bad, and what was only noted.</summary>
    /// <param name="onlyRelations">Whether the rest is left as it is.</param>
    public void Fill(PersonDraft draft, CsvRow row, ReadingContext context, List<CellFault> faults, List<CellFault> warnings, bool onlyRelations = false)
    {
        foreach (var (target, put, value) in onlyRelations ? [] : _constants)
        {
            if (put(draft, value, null, context) is { } fault)
            {
                faults.Add(new CellFault(target, value, fault));
            }

            draft.Links.Say(new LinkCell(target, value, "refuse"));
        }

        foreach (var step in _steps.Where(step => !onlyRelations || RelationTargets.Is(step.Cells[0].Map.To)))
        {
            Fill(step, draft, row, context, faults, warnings);
        }
    }

    private void Fill(Step step, PersonDraft draft, CsvRow row, ReadingContext context, List<CellFault> faults, List<CellFault> warnings)
    {
        var first = step.Cells[0];
        var value = step.Cells.Count == 1 ? first.Read(row) : string.Join(' ', step.Cells.Select(cell => cell.Read(row)).Where(text => text.Length > 0));
        if (value.Length == 0 || (_ofThisSite && SheetText.Same(value, step.Target.Read(draft))) || step.Target.Put(draft, value, first.Map.Format, context) is not { } fault)
        {
            draft.Links.Say(new LinkCell(first.Name, value, first.Map.Invalid));
            return;
        }

        Judge(draft, new CellFault(first.Name, value, fault), first.Map.Invalid, faults, warnings);
    }

    /// <summary>Does with a cell that is no good what its column says.</summary>
    /// <param name="invalid">As <see cref="ColumnMap.Invalid"/>.</param>
    public static void Judge(PersonDraft draft, CellFault fault, string invalid, List<CellFault> faults, List<CellFault> warnings)
    {
        if (invalid is not ("note" or "blank"))
        {
            faults.Add(fault);
            return;
        }

        warnings.Add(fault);
        var note = $"{fault.Column}: {fault.Value}";
        if (invalid == "note" && !draft.Person.Notes.Contains(note, StringComparison.Ordinal))
        {
            draft.Person.Notes = draft.Person.Notes.Length == 0 ? note : draft.Person.Notes + "\n" + note;
        }
    }

    private static int Column(IReadOnlyList<string> header, string name, string path)
    {
        for (var i = 0; i < header.Count; i++)
        {
            if (string.Equals(header[i], name.Trim(), StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        throw new ImportRefusedException(path, "The file has no column “{0}”; it has: {1}.", name, string.Join(", ", header));
    }

    private static Target Target(string name, TargetBook book, string path)
        => book.Find(name) ?? throw new ImportRefusedException(path, "There is no target “{0}”; there are: {1}.", name, string.Join(", ", book.Names));

    private sealed record Step(Target Target, List<Cell> Cells);

    private sealed record Cell(int Index, string Name, ColumnMap Map)
    {
        public string Read(CsvRow row)
        {
            var value = row.Cells[Index];
            return Map.Values is { } values && values.TryGetValue(value, out var other) ? other : value;
        }
    }
}

/// <summary>A cell that could not be read.</summary>
/// <param name="Reason">A message id.</param>
/// <param name="About">What the reason names; the most characters when null.</param>
internal sealed record CellFault(string Column, string Value, string Reason, string? About = null);
