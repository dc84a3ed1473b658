using Crm.Contacts.People;
using Crm.Contacts.Stages;
using Crm.Kernel.Security;

namespace Crm.Contacts.Views.Cells;

/// <summary>What the cells of a list of people are drawn from.</summary>
/// <param name="cells">What they show beside the index rows.</param>
/// <param name="mine">The people whom the reader may change.</param>
/// <param name="editable">The columns that can be changed where they stand.</param>
internal sealed class ShownCells(ListColumns columns, ContactLabels labels, TimeProvider time, DateOnly today, ListCells cells, RecordScope mine, IReadOnlySet<string> editable)
{
    public ContactLabels Labels => labels;

    public DateOnly Today => today;

    /// <summary>What they show beside the index rows.</summary>
    public ListCells Cells => cells;

    /// <summary>Whether the reader may change that person.</summary>
    public bool IsMine(PersonIndex person) => mine.Owners is not { } owners || owners.Contains(person.Owner);

    /// <summary>The column's key where the reader can change the cell, else null.</summary>
    public string? Editable(PersonIndex person, ListColumn column) => editable.Contains(column.Key) && IsMine(person) ? column.Key : null;

    /// <summary>Whole days from that moment to now.</summary>
    public int DaysSince(DateTime utc) => time.DaysSince(utc);

    /// <summary>The text in a column of a field that the tenant added.</summary>
    public Task<string> TextAsync(ListColumn column, PersonIndex person) => columns.TextAsync(column, person, cells);
}

/// <summary>A cell to draw.</summary>
/// <param name="Saved">Whether it comes from a save just made, and is to show it.</param>
internal sealed record ShownCell(ShownCells Cells, PersonIndex Person, ListColumn Column, bool Saved = false);
