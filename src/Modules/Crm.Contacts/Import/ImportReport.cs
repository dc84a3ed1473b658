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
}

/// <summary>A row that was not taken.</summary>
/// <param name="Line">Its line in the file, from 1.</param>
/// <param name="Column">The column; empty when it is the whole row.</param>
/// <param name="Value">What stood there.</param>
/// <param name="Reason">Why, in the reader's language.</param>
/// <param name="Cells">The row as it was.</param>
public sealed record RefusedRow(int Line, string Column, string Value, string Reason, [property: JsonIgnore] IReadOnlyList<string> Cells);
