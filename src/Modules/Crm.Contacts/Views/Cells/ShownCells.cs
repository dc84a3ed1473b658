using Crm.Contacts.People;
using Crm.Contacts.Stages;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Html;

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

    /// <summary>Marks the row of a person whom the reader may change with the address of its cells; a data attribute of its own would be written for others too, blank.</summary>
    public IHtmlContent Mark(PersonIndex person, string address) => IsMine(person) ? Attribute("data-cells", address) : HtmlString.Empty;

    /// <summary>Marks a cell that the reader can change.</summary>
    /// <param name="isSaved">Whether it comes from a save just made, and is to show it.</param>
    public IHtmlContent Mark(PersonIndex person, ListColumn column, bool isSaved)
        => editable.Contains(column.Key) && IsMine(person) ? Attribute(isSaved ? "data-saved data-cell" : "data-cell", column.Key) : HtmlString.Empty;

    /// <summary>Whole days from that moment to now.</summary>
    public int DaysSince(DateTime utc) => time.DaysSince(utc);

    /// <summary>The text in a column of a field that the tenant added.</summary>
    public Task<string> TextAsync(ListColumn column, PersonIndex person) => columns.TextAsync(column, person, cells);

    private bool IsMine(PersonIndex person) => mine.Owners is not { } owners || owners.Contains(person.Owner);

    private static IHtmlContent Attribute(string name, string value) => new HtmlContentBuilder().AppendHtml(name).AppendHtml("=\"").Append(value).AppendHtml("\"");
}

/// <summary>A cell to draw.</summary>
/// <param name="Saved">Whether it comes from a save just made, and is to show it.</param>
internal sealed record ShownCell(ShownCells Cells, PersonIndex Person, ListColumn Column, bool Saved = false);
