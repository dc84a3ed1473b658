using System.Globalization;
using System.Text;

namespace Crm.Kernel.Files;

/// <summary>Paths below the media folder: names with forward slashes between them, the same on every disk. A blank path is the media folder itself.</summary>
public static class MediaPath
{
    /// <summary>The folder whose files are shown only to people with the right to see media; all others are public by their path.</summary>
    public const string Private = "private";

    private const int LongestPath = 800;
    private const int LongestName = 200;
    private const string Forbidden = "\\:*?\"<>|";

    // Names of devices on Windows: a tenant may be carried there.
    private static readonly HashSet<string> s_devices = new(
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(0, 10).SelectMany(n => new[] { $"COM{n}", $"LPT{n}" })], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether it is a path inside the media folder whose every name may be.</summary>
    public static bool IsValid(string path) => path.Length is > 0 and <= LongestPath && path.Split('/').All(IsName);

    /// <summary>
    /// Whether a file or folder may have that name: no separators and marks of the shell, no hidden or device name, nothing that the eye cannot see (a turned-round
    /// "gnp.exe"); letters of every script and emoji are welcome.
    /// </summary>
    public static bool IsName(string name)
        => name.Length > 0 && Encoding.UTF8.GetByteCount(name) <= LongestName
            && name[0] is not ('.' or ' ') && name[^1] is not ('.' or ' ')
            && !s_devices.Contains(name.Split('.')[0].Trim())
            && name.EnumerateRunes().All(IsPlain);

    /// <summary>The path with its letters composed, as new names are stored.</summary>
    public static string Composed(string path) => IsValid(path) ? path.Normalize(NormalizationForm.FormC) : path;

    /// <summary>The last name.</summary>
    public static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>The folder it lies in; blank for the media folder itself.</summary>
    public static string FolderOf(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "";

    /// <summary>A name in a folder.</summary>
    public static string Join(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";

    /// <summary>Whether the path lies in that folder or is it.</summary>
    public static bool IsWithin(string path, string folder)
        => folder.Length == 0 || path.Equals(folder, StringComparison.OrdinalIgnoreCase) || path.StartsWith(folder + "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether only people with the right to see media get it.</summary>
    public static bool IsPrivate(string path) => IsWithin(path, Private);

    /// <summary>Where the file is had, below the tenant: <c>~/media/a%20b.png</c>.</summary>
    public static string Address(string path) => "~/media/" + string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    /// <summary>The same path with a number before its extension: <c>a (2).png</c>.</summary>
    public static string Numbered(string path, int number)
        => Join(FolderOf(path), $"{Path.GetFileNameWithoutExtension(NameOf(path))} ({number.ToString(CultureInfo.InvariantCulture)}){Path.GetExtension(NameOf(path))}");

    private static bool IsPlain(Rune rune) => rune.Value switch
    {
        '/' or 0xFFFD => false,
        0x200C or 0x200D or (>= 0xE0020 and <= 0xE007F) => true, // what joins letters and parts of an emoji
        < 0x80 when Forbidden.Contains((char)rune.Value) => false,
        _ => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.PrivateUse or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator),
    };
}
