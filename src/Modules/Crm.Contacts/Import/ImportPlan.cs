using Crm.Contacts.Import.Links;

namespace Crm.Contacts.Import;

/// <summary>What reading the rows of one file needs: the map made ready for its header, and the keys met so far.</summary>
/// <param name="header">The headings.</param>
/// <param name="isText">Whether the file is text, not a workbook.</param>
internal sealed class ImportPlan(ImportMap map, RowMapper mapper, ReadingContext context, IReadOnlyList<string> header, bool isText)
{
    private readonly HashSet<ulong> _seen = [];
    private readonly Dictionary<ulong, ulong> _related = [];

    public ImportMap Map => map;

    public RowMapper Mapper => mapper;

    public ReadingContext Context => context;

    public IReadOnlyList<string> Header => header;

    /// <summary>What the importer sees of what people belong to; null for the console, which sees all.</summary>
    public LinkSights? Sights { get; set; }

    /// <summary>Whom the rows of the files at hand bring; null when no column names any.</summary>
    public ComingRows? Coming { get; set; }

    /// <summary>Whether the file is read a second time, for the relations whose other one came later.</summary>
    public bool IsSecond { get; init; }

    /// <summary>Whether a row said a relation whose other one comes later.</summary>
    public bool HasLater { get; set; }

    /// <summary>Notes a relation; false when another row said it before, from the other side maybe. One row says several of a kind that follow one another.</summary>
    public bool Relate(RelationWish wish, string personId)
    {
        var (between, by) = (Hash(wish.Between(personId).ToString()), Hash(personId));
        return _related.TryAdd(between, by) || _related[between] == by;
    }

    /// <summary>What rows so far have made besides people.</summary>
    public MadeGroups Made { get; } = new();

    /// <summary>Takes away what an export put before texts that look like formulas; a short row of a workbook lacks only empty cells.</summary>
    public CsvRow Normalize(CsvRow row)
    {
        if (isText)
        {
            return map.IsOfThisSite ? row with { Cells = [.. row.Cells.Select(SheetText.Unguard)] } : row;
        }

        return row.Cells.Count >= header.Count ? row : row with { Cells = [.. row.Cells, .. Enumerable.Repeat("", header.Count - row.Cells.Count)] };
    }

    /// <summary>Notes a key; false when it was there before.</summary>
    public bool Meet(string key) => _seen.Add(Hash(key));

    /// <summary>Notes the key of a row that was dealt with earlier.</summary>
    public void Pass(CsvRow row)
    {
        if (mapper.Misshapen(row) is null && mapper.KeyOf(row) is { Length: > 0 } key)
        {
            Meet(key);
        }
    }

    /// <summary>FNV-1a, 64 bits: eight bytes a key tell repeated ones, so that the memory of a million rows is small.</summary>
    internal static ulong Hash(string key)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in key)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return hash;
    }
}

/// <summary>What a row would do.</summary>
internal enum RowFate
{
    /// <summary>Makes a person.</summary>
    Created,

    /// <summary>Changes a person.</summary>
    Updated,

    /// <summary>Says nothing new.</summary>
    Unchanged,

    /// <summary>Is not taken.</summary>
    Refused,
}

/// <summary>A row that was read.</summary>
/// <param name="Item">The person as the row makes them; null when it says nothing new or is refused.</param>
/// <param name="Stored">The person as they are, for a row that changes one.</param>
/// <param name="Fault">Why it is refused; null when it is not.</param>
/// <param name="Warnings">Cells that could not be read and were passed over.</param>
/// <param name="Made">The ids of households and organisations that were not here and that the person is linked to.</param>
internal sealed record RowResult(CsvRow Row, RowFate Fate, Kernel.Content.ContentItem? Item, Kernel.Content.ContentItem? Stored, RefusedRow? Fault, int Warnings, IReadOnlyList<string> Made);
