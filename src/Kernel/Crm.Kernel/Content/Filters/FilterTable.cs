using System.Globalization;
using System.Text;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Fields;

namespace Crm.Kernel.Content.Filters;

/// <summary>Which kinds of field lists filter by, and what of a value is kept for it.</summary>
public static class FilterTable
{
    private const int Longest = 200;

    /// <summary>Whether fields of that kind can be filterable.</summary>
    public static bool Takes(string fieldName) => IsText(fieldName) || IsNumber(fieldName) || IsDate(fieldName);

    /// <summary>Kept as text.</summary>
    public static bool IsText(string fieldName) => fieldName is "TextField" or "MultiTextField" or "ContentPickerField" or "TaxonomyField";

    /// <summary>Kept as a number.</summary>
    public static bool IsNumber(string fieldName) => fieldName is "NumericField" or "BooleanField" or "TimeField";

    /// <summary>Kept as a moment.</summary>
    public static bool IsDate(string fieldName) => fieldName is "DateField" or "DateTimeField";

    /// <summary>Text as it is compared: lower case, without accents.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(Math.Min(text.Length, Longest));
        foreach (var letter in text.Trim().Normalize(NormalizationForm.FormD))
        {
            if (folded.Length < Longest && CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(char.ToLowerInvariant(letter));
            }
        }

        return folded.ToString();
    }

    internal static IEnumerable<string> Texts(ContentItem item, ContentFieldLayout field) => (field.FieldName switch
    {
        "TextField" => [Find<TextField>(item, field)?.Text ?? ""],
        "MultiTextField" => Find<MultiTextField>(item, field)?.Values,
        "ContentPickerField" => Find<ContentPickerField>(item, field)?.ContentItemIds,
        _ => Find<TaxonomyField>(item, field)?.TermContentItemIds,
    } ?? []).Where(value => !string.IsNullOrWhiteSpace(value)).Select(Fold).Distinct();

    internal static double? Number(ContentItem item, ContentFieldLayout field) => field.FieldName switch
    {
        "NumericField" => (double?)Find<NumericField>(item, field)?.Value,
        "BooleanField" => Find<BooleanField>(item, field)?.Value is true ? 1 : 0,
        _ => Find<TimeField>(item, field)?.Value?.TotalMinutes,
    };

    internal static DateTime? Date(ContentItem item, ContentFieldLayout field)
        => field.FieldName == "DateField" ? Find<DateField>(item, field)?.Value : Find<DateTimeField>(item, field)?.Value;

    private static T? Find<T>(ContentItem item, ContentFieldLayout field) where T : ContentField
        => (item.Views?.GetValueOrDefault(field.Part.Name) ?? item.Get<ContentPart>(field.Part.Name))?.Get<T>(field.Name);
}
