namespace Crm.Email.Bounces;

/// <summary>Fields of one block of <c>Name: value</c> lines, unfolded.</summary>
internal sealed class HeaderBlock
{
    private readonly List<(string Name, string Value)> _fields = [];

    /// <summary>Whether it has no field.</summary>
    public bool Empty => _fields.Count == 0;

    /// <summary>A field's first value, trimmed; blank when it is not there.</summary>
    public string this[string name] => All(name).FirstOrDefault("");

    /// <summary>Each value of a field, in order.</summary>
    public IEnumerable<string> All(string name) => _fields.Where(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(field => field.Value);

    /// <summary>The first field among several that is not blank.</summary>
    public string First(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (this[name] is { Length: > 0 } value)
            {
                return value;
            }
        }

        return "";
    }

    /// <summary>Adds a field.</summary>
    public void Add(string name, string value) => _fields.Add((name, value.Trim()));

    /// <summary>The blocks of a text: blank lines part them, what is no field is passed over.</summary>
    public static IReadOnlyList<HeaderBlock> Parse(string text)
    {
        var blocks = new List<HeaderBlock>();
        var block = new HeaderBlock();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.IsWhiteSpace())
            {
                Close();
            }
            else if (line[0] is ' ' or '\t' && !block.Empty)
            {
                block.Fold(line);
            }
            else if (line.IndexOf(':') is > 0 and var colon && !line[..colon].TrimEnd().ContainsAny(' ', '\t', '<'))
            {
                block.Add(line[..colon].Trim().ToString(), line[(colon + 1)..].ToString());
            }
        }

        Close();
        return blocks;

        void Close()
        {
            if (!block.Empty)
            {
                blocks.Add(block);
                block = new HeaderBlock();
            }
        }
    }

    private void Fold(ReadOnlySpan<char> line)
    {
        var (name, value) = _fields[^1];
        if (value.Length < ReceivedMessage.MaxField)
        {
            _fields[^1] = (name, $"{value} {line.Trim()}".Trim());
        }
    }
}
