using System.Text;

namespace Crm.Contacts.Import.Links;

/// <summary>Several entries of several fields in one cell, as "Famille Roux | parent; Famille Blanc | other". A backslash before ; | or \ makes it a plain character.</summary>
internal static class Listed
{
    private const string Special = ";|\\";

    /// <summary>The cell; blank fields at the end of an entry are left out.</summary>
    public static string Of(IEnumerable<IReadOnlyList<string>> entries) => string.Join("; ", entries.Select(Entry));

    /// <summary>The entries of a cell and their fields, trimmed; blank entries are left out.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Read(string cell)
    {
        var (entries, fields, field) = (new List<IReadOnlyList<string>>(), new List<string>(), new StringBuilder());
        for (var i = 0; i < cell.Length; i++)
        {
            if (cell[i] == '\\' && i + 1 < cell.Length && Special.Contains(cell[i + 1]))
            {
                field.Append(cell[++i]);
            }
            else if (cell[i] is ';' or '|')
            {
                EndField(fields, field);
                if (cell[i] == ';')
                {
                    EndEntry(entries, ref fields);
                }
            }
            else
            {
                field.Append(cell[i]);
            }
        }

        EndField(fields, field);
        EndEntry(entries, ref fields);
        return entries;
    }

    private static void EndField(List<string> fields, StringBuilder field)
    {
        fields.Add(field.ToString().Trim());
        field.Clear();
    }

    private static void EndEntry(List<IReadOnlyList<string>> entries, ref List<string> fields)
    {
        if (fields.Exists(field => field.Length > 0))
        {
            entries.Add(fields);
        }

        fields = [];
    }

    private static string Entry(IReadOnlyList<string> fields)
    {
        var count = fields.Count;
        while (count > 0 && fields[count - 1].Length == 0)
        {
            count--;
        }

        return string.Join(" | ", fields.Take(count).Select(Escape));
    }

    private static string Escape(string field) => field.AsSpan().ContainsAny(Special) ? string.Concat(field.Select(c => Special.Contains(c) ? $"\\{c}" : c.ToString())) : field;
}
