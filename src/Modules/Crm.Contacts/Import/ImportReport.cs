using System.Text.Json.Serialization;

namespace Crm.Contacts.Import;

/// <summary>What an import did.</summary>
public sealed class ImportReport
{
    /// <summary>At most so many refused rows stand in the report; the file of refused rows has them all.</summary>
    public const int MaxRows = 1000;

    /// <summary>The batch: one thing to undo.</summary>
    public string BatchId { get; init; } = "";

    /// <summary>The encoding that was read.</summary>
    public string Encoding { get; set; } = "";

    /// <summary>The separator that was read.</summary>
    public string Separator { get; set; } = "";

    /// <summary>Rows in the file, the header and blank lines left out.</summary>
    public int Read { get; set; }

    /// <summary>People created.</summary>
    public int Created { get; set; }

    /// <summary>People changed.</summary>
    public int Updated { get; set; }

    /// <summary>Rows that said nothing new.</summary>
    public int Unchanged { get; set; }

    /// <summary>Rows that were not taken.</summary>
    public int Refused { get; set; }

    /// <summary>Cells that could not be read, in rows that were taken.</summary>
    public int Warnings { get; set; }

    /// <summary>Rows that are in without a relation they say, for its other one was not taken. They stand among the refused rows with the reason.</summary>
    public int RelationsLeft { get; set; }

    /// <summary>New people who are like somebody already there.</summary>
    public int PossibleDoubles { get; set; }

    /// <summary>The first of these rows.</summary>
    public List<PossibleDouble> Doubles { get; } = [];

    /// <summary>The first refused rows.</summary>
    public List<RefusedRow> Rows { get; } = [];

    /// <summary>The figures of each file, where several were imported at once; those of the report are their sums.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ImportedFile>? Files { get; private init; }

    /// <summary>One report of several files.</summary>
    internal static ImportReport Of(string batchId, IReadOnlyList<(ImportFile File, ImportReport Report)> files)
    {
        int Sum(Func<ImportReport, int> of) => files.Sum(one => of(one.Report));
        var all = new ImportReport
        {
            BatchId = batchId, Read = Sum(one => one.Read), Created = Sum(one => one.Created), Updated = Sum(one => one.Updated), Unchanged = Sum(one => one.Unchanged), Refused = Sum(one => one.Refused),
            Warnings = Sum(one => one.Warnings), RelationsLeft = Sum(one => one.RelationsLeft), PossibleDoubles = Sum(one => one.PossibleDoubles),
            Files = [.. files.Select(one => new ImportedFile(one.File.Name, one.File.Holds, one.Report.Read, one.Report.Created, one.Report.Updated, one.Report.Unchanged, one.Report.Refused, one.Report.RelationsLeft))],
        };
        all.Rows.AddRange(files.SelectMany(one => one.Report.Rows.Select(row => row with { File = one.File.Name })).Take(MaxRows));
        all.Doubles.AddRange(files.SelectMany(one => one.Report.Doubles.Select(row => row with { File = one.File.Name })).Take(MaxRows));
        return all;
    }
}

/// <summary>A row that was not taken.</summary>
/// <param name="Line">Its line in the file, from 1.</param>
/// <param name="Column">The column; empty when it is the whole row.</param>
/// <param name="Value">What stood there.</param>
/// <param name="Reason">Why, in the reader's language.</param>
/// <param name="Cells">The row as it was.</param>
public sealed record RefusedRow(int Line, string Column, string Value, string Reason, [property: JsonIgnore] IReadOnlyList<string> Cells)
{
    /// <summary>The file it stands in, where several were imported at once.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? File { get; init; }

    /// <summary>The line as it came, where each is a JSON object.</summary>
    [JsonIgnore]
    public string? Raw { get; init; }
}

/// <summary>What became of one of several files that were imported at once.</summary>
/// <param name="File">Its name.</param>
/// <param name="Holds">What each row is: Person, Household or Organisation.</param>
public sealed record ImportedFile(string File, string Holds, int Read, int Created, int Updated, int Unchanged, int Refused, int RelationsLeft);
