using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Crm.Contacts.Export;

/// <summary>The file on its way out: written whole before the first byte is sent, so that nobody gets half of one.</summary>
internal static class ExportFile
{
    /// <summary>A file that is gone when the answer has been sent.</summary>
    public static FileStream Begin(HttpContext context)
    {
        var file = new FileStream(Path.GetTempFileName(), new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous });
        context.Response.RegisterForDisposeAsync(file);
        return file;
    }

    public static string TypeOf(FileKind kind) => kind == FileKind.Xlsx ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "text/csv; charset=utf-8";

    /// <summary>As <c>people-2026-11-29.xlsx</c>.</summary>
    public static string NameOf(string what, FileKind kind, DateOnly day) => $"{what}-{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.{(kind == FileKind.Xlsx ? "xlsx" : "csv")}";
}
