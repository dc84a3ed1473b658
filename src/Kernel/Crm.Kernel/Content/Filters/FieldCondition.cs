using System.Globalization;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;

namespace Crm.Kernel.Content.Filters;

/// <summary>A condition on a filterable field.</summary>
/// <param name="Operator">is, not, starts, has, from, to or blank.</param>
/// <param name="Value">As written: a number in the reader's way or with a point, a day as 2026-01-31, "true" or "false".</param>
public sealed record FieldCondition(ContentFieldLayout Field, string Operator, string Value)
{
    /// <summary>The operators for a kind of field, the usual one first.</summary>
    public static IReadOnlyList<string> Operators(string fieldName) => fieldName switch
    {
        "TextField" or "MultiTextField" => ["has", "is", "starts", "not", "blank"],
        "BooleanField" => ["is"],
        "ContentPickerField" or "TaxonomyField" => ["is", "not", "blank"],
        _ => ["is", "from", "to", "blank"],
    };

    /// <summary>Whether the value can be read for the field.</summary>
    public bool IsReadable => Operators(Field.FieldName).Contains(Operator)
        && (Operator == "blank" || (FilterTable.IsText(Field.FieldName) ? Value.Trim().Length > 0 : FilterTable.IsNumber(Field.FieldName) ? Number is not null : Date is not null));

    private double? Number => Field.FieldName switch
    {
        "BooleanField" => bool.TryParse(Value, out var flag) ? flag ? 1 : 0 : null,
        "TimeField" => TimeSpan.TryParse(Value, CultureInfo.InvariantCulture, out var time) ? time.TotalMinutes : null,
        _ => double.TryParse(Value, NumberStyles.Number, CultureInfo.CurrentCulture, out var number)
            || double.TryParse(Value, NumberStyles.Number, CultureInfo.InvariantCulture, out number) ? number : null,
    };

    private DateTime? Date => DateTime.TryParse(Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date) ? date : null;

    /// <summary>Narrows the rows; the condition must be readable.</summary>
    public IQueryable<ContentItemIndex> On(IQueryable<ContentItemIndex> rows, ISession session)
        => FilterTable.IsText(Field.FieldName) ? OnText(rows, session.QueryIndex<TextFilterIndex>())
            : FilterTable.IsNumber(Field.FieldName) ? OnNumber(rows, session.QueryIndex<NumberFilterIndex>())
            : OnDate(rows, session.QueryIndex<DateFilterIndex>());

    private IQueryable<ContentItemIndex> OnText(IQueryable<ContentItemIndex> rows, IQueryable<TextFilterIndex> values)
    {
        var (path, value) = (Field.Path, FilterTable.Fold(Value));
        values = values.Where(index => index.Field == path);
        return Operator switch
        {
            "blank" => rows.Where(row => !values.Any(index => index.DocumentId == row.DocumentId)),
            "not" => rows.Where(row => !values.Any(index => index.DocumentId == row.DocumentId && index.Value == value)),
            "starts" => rows.Where(row => values.Any(index => index.DocumentId == row.DocumentId && index.Value.StartsWith(value))),
            "has" => rows.Where(row => values.Any(index => index.DocumentId == row.DocumentId && index.Value.Contains(value))),
            _ => rows.Where(row => values.Any(index => index.DocumentId == row.DocumentId && index.Value == value)),
        };
    }

    private IQueryable<ContentItemIndex> OnNumber(IQueryable<ContentItemIndex> rows, IQueryable<NumberFilterIndex> values)
    {
        var (path, value) = (Field.Path, Number ?? 0);
        values = values.Where(index => index.Field == path);
        return Operator switch
        {
            "blank" => rows.Where(row => !values.Any(index => index.DocumentId == row.DocumentId)),
            "from" => rows.Where(row => values.Any(index => index.DocumentId == row.DocumentId && index.Value >= value)),
            "to" => rows.Where(row => values.Any(index => index.DocumentId == row.DocumentId && index.Value <= value)),
            _ => rows.Where(row => values.Any(index => index.DocumentId == row.DocumentId && index.Value == value)),
        };
    }

    /// <summary>A day means all of it.</summary>
    private IQueryable<ContentItemIndex> OnDate(IQueryable<ContentItemIndex> rows, IQueryable<DateFilterIndex> values)
    {
        var (path, from) = (Field.Path, Date ?? default);
        var next = from.TimeOfDay == TimeSpan.Zero ? from.AddDays(1) : from.AddMinutes(1);
        values = values.Where(index => index.Field == path);
        return Operator switch
        {
            "blank" => rows.Where(row => !values.Any(index => index.DocumentId == row.DocumentId)),
            "from" => rows.Where(row => values.Any(index => index.DocumentId == row.DocumentId && index.Value >= from)),
            "to" => rows.Where(row => values.Any(index => index.DocumentId == row.DocumentId && index.Value < next)),
            _ => rows.Where(row => values.Any(index => index.DocumentId == row.DocumentId && index.Value >= from && index.Value < next)),
        };
    }
}
