namespace Crm.Kernel.Display;

/// <summary>
/// Shape names and the files that hold them. A file may bear the shape's name itself (<c>TitlePart_Edit.cshtml</c>) or be written as in Orchard, where
/// <c>__</c> becomes a dash and <c>_X</c> a last dotted word: <c>Content_Summary__Deal</c> is <c>Content-Deal.Summary.cshtml</c>.
/// </summary>
public static class ShapeName
{
    /// <summary>The shape name of a file name without extension.</summary>
    public static string FromFile(string file)
    {
        var dot = file.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            return file.Replace("-", "__", StringComparison.Ordinal);
        }

        var name = file[..dot];
        var display = file[(dot + 1)..];
        var dash = name.IndexOf('-', StringComparison.Ordinal);
        return dash < 0
            ? $"{name}_{display}"
            : $"{name[..dash]}_{display}__{name[(dash + 1)..].Replace("-", "__", StringComparison.Ordinal)}";
    }
}
