namespace Crm.Kernel.Backup.Portable;

/// <summary>Names in SQL; both databases quote alike.</summary>
internal static class Quoted
{
    public static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(Name));

    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
