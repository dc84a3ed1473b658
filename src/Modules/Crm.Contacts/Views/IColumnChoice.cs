namespace Crm.Contacts.Views;

/// <summary>A page on which columns are ticked and put in order: <c>_Columns.cshtml</c> draws it into an element <c>#chosen</c> of a form <c>#columns</c>.</summary>
internal interface IColumnChoice
{
    /// <summary>The columns in the order shown.</summary>
    IReadOnlyList<ListColumn> Columns { get; }

    /// <summary>The keys ticked.</summary>
    List<string> Chosen { get; }

    /// <summary>The control that is to have the focus.</summary>
    string? Focus { get; }
}

/// <summary>How an order is changed.</summary>
internal static class ColumnMoves
{
    /// <summary>Moves a key up or down by one: <c>up:town</c>. Gives the control that is to have the focus; null when there was nothing to move.</summary>
    public static string? Move(this List<string> keys, string? act)
    {
        if (act?.Split(':', 2) is not [var way, var key] || keys.IndexOf(key) is not (>= 0 and var at))
        {
            return null;
        }

        keys.RemoveAt(at);
        keys.Insert(Math.Clamp(at + (way == "up" ? -1 : 1), 0, keys.Count), key);
        return $"{way}-{key}";
    }
}
