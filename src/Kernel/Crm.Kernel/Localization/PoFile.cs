using System.Text;

namespace Crm.Kernel.Localization;

/// <summary>An entry of a PO file.</summary>
/// <param name="Context"><c>msgctxt</c>, null when the entry has none.</param>
/// <param name="Translations"><c>msgstr</c>, or <c>msgstr[0]</c>, <c>msgstr[1]</c> … in order.</param>
/// <param name="Line">Where its <c>msgid</c> stands.</param>
public sealed record PoEntry(string? Context, string Id, string? PluralId, IReadOnlyList<string> Translations, int Line);

/// <summary>Reads gettext PO files. Entries marked fuzzy, without a translation, and the header are left out.</summary>
public static class PoFile
{
    /// <summary>The entries in order.</summary>
    /// <exception cref="FormatException">A line is not PO; the message names it.</exception>
    public static IReadOnlyList<PoEntry> Read(TextReader reader)
    {
        var entries = new List<PoEntry>();
        var entry = new Draft();
        var number = 0;
        while (reader.ReadLine() is { } raw)
        {
            number++;
            var line = raw.Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                entry = entry.Finish(entries);
                entry.Fuzzy |= line.StartsWith("#,", StringComparison.Ordinal) && line.Contains("fuzzy", StringComparison.Ordinal);
                continue;
            }

            if (line[0] == '"')
            {
                entry.Append(Unquote(line, number), number);
                continue;
            }

            var space = line.IndexOfAny([' ', '\t']);
            var keyword = space < 0 ? line : line[..space];
            if (keyword is "msgctxt" || (keyword is "msgid" && entry.HasTranslation))
            {
                entry = entry.Finish(entries);
            }

            entry.Begin(keyword, number);
            entry.Append(Unquote(line[keyword.Length..].Trim(), number), number);
        }

        entry.Finish(entries);
        return entries;
    }

    private static string Unquote(string text, int line)
    {
        if (text.Length < 2 || text[0] != '"' || text[^1] != '"')
        {
            throw new FormatException($"Line {line}: a quoted text was expected.");
        }

        if (!text.Contains('\\', StringComparison.Ordinal))
        {
            return text[1..^1];
        }

        var result = new StringBuilder(text.Length);
        for (var i = 1; i < text.Length - 1; i++)
        {
            result.Append(text[i] != '\\' ? text[i] : text[++i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', var other => other });
        }

        return result.ToString();
    }

    private sealed class Draft
    {
        private readonly Dictionary<string, StringBuilder> _members = [];
        private StringBuilder? _current;
        private int _line;

        public bool Fuzzy { get; set; }

        public bool HasTranslation => _members.Keys.Any(key => key.StartsWith("msgstr", StringComparison.Ordinal));

        public void Begin(string keyword, int line)
        {
            if (keyword is not ("msgctxt" or "msgid" or "msgid_plural" or "msgstr") && !(keyword.StartsWith("msgstr[", StringComparison.Ordinal) && keyword.EndsWith(']')))
            {
                throw new FormatException($"Line {line}: \"{keyword}\" is no keyword of a PO file.");
            }

            _line = keyword == "msgid" ? line : _line;
            _members[keyword] = _current = new StringBuilder();
        }

        public void Append(string text, int line)
            => (_current ?? throw new FormatException($"Line {line}: a text without a keyword before it.")).Append(text);

        public Draft Finish(List<PoEntry> entries)
        {
            if (_members.Count == 0)
            {
                return this;
            }

            var id = _members.GetValueOrDefault("msgid")?.ToString() ?? "";
            var translations = _members.Where(member => member.Key.StartsWith("msgstr", StringComparison.Ordinal)).OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => member.Value.ToString()).ToList();
            if (id.Length > 0 && !Fuzzy && translations.Count > 0 && translations.TrueForAll(text => text.Length > 0))
            {
                entries.Add(new PoEntry(_members.GetValueOrDefault("msgctxt")?.ToString(), id, _members.GetValueOrDefault("msgid_plural")?.ToString(), translations, _line));
            }

            return new Draft();
        }
    }
}
