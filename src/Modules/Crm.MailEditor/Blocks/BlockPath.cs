using System.Globalization;

namespace Crm.MailEditor.Blocks;

/// <summary>Where blocks stand: "2" is the third one, "2.0.1" the second of the first list within it; a list's path ends with its own number, the letter's is blank.</summary>
internal static class BlockPath
{
    public static string Of(string list, int at) => list.Length == 0 ? at.ToString(CultureInfo.InvariantCulture) : $"{list}.{at}";

    /// <summary>The list of that path; null when there is none.</summary>
    public static BlockList? List(BlockList root, string path)
    {
        if (path.Length == 0)
        {
            return root;
        }

        return path.LastIndexOf('.') is > 0 and var dot && int.TryParse(path.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var at) && Find(root, path[..dot]) is var (list, place) && at < list.Items[place].Inner.Count
            ? list.Items[place].Inner[at] : null;
    }

    /// <summary>The list that holds the block of that path, and where in it; null when there is none.</summary>
    public static (BlockList List, int At)? Find(BlockList root, string path)
    {
        var dot = path.LastIndexOf('.');
        return int.TryParse(path.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var at) && List(root, dot < 0 ? "" : path[..dot]) is { } list && at < list.Items.Count ? (list, at) : null;
    }
}
