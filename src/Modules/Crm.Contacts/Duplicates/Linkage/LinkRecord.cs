namespace Crm.Contacts.Duplicates.Linkage;

/// <summary>One person as the linkage sees them, whatever they come from: a row of a file, a content item, a form half filled in.</summary>
/// <param name="Id">Their id where they come from.</param>
internal sealed class LinkRecord(string id)
{
    private readonly FieldValue?[] _values = new FieldValue?[FieldKinds.Count];

    public string Id => id;

    /// <summary>The value of a field; null when it is empty.</summary>
    public FieldValue? this[FieldKind kind]
    {
        get => _values[(int)kind];
        set => _values[(int)kind] = value;
    }

    /// <summary>Further values of fields of which a person may have several (e-mail, phone, family name at birth): any may agree.</summary>
    public List<(FieldKind Kind, FieldValue Value)> More { get; } = [];

    /// <summary>Adds what was written: the field's value, or a further one when it has one.</summary>
    public LinkRecord With(FieldKind kind, string? written, ValuePool? pool = null)
    {
        var text = Standardise.Of(kind, written);
        if ((pool is null ? FieldValue.Of(text) : pool.Of(kind, text)) is not { } value)
        {
            return this;
        }

        if (this[kind] is null)
        {
            this[kind] = value;
        }
        else if (All(kind).All(known => known.Text != value.Text))
        {
            More.Add((kind, value));
        }

        return this;
    }

    /// <summary>Each value of a field.</summary>
    public IEnumerable<FieldValue> All(FieldKind kind)
    {
        if (this[kind] is { } first)
        {
            yield return first;
        }

        foreach (var (other, value) in More)
        {
            if (other == kind)
            {
                yield return value;
            }
        }
    }
}

/// <summary>Keeps each distinct value of a large set once.</summary>
internal sealed class ValuePool
{
    private readonly Dictionary<string, FieldValue>[] _values = [.. FieldKinds.All.Select(_ => new Dictionary<string, FieldValue>(StringComparer.Ordinal))];

    public FieldValue? Of(FieldKind kind, string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        var known = _values[(int)kind];
        return known.TryGetValue(text, out var value) ? value : known[text] = FieldValue.Of(text)!;
    }
}
