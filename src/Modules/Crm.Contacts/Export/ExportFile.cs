using System.Globalization;

namespace Crm.Contacts.Export;

/// <summary>How a file on its way out is called.</summary>
internal static class ExportFile
{
    public static string TypeOf(FileKind kind) => kind == FileKind.Xlsx ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "text/csv; charset=utf-8";

    /// <summary>As <c>people-2026-11-29.xlsx</c>.</summary>
    public static string NameOf(string what, FileKind kind, DateOnly day) => $"{what}-{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.{(kind == FileKind.Xlsx ? "xlsx" : "csv")}";
}
