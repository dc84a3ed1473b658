namespace Crm.Kernel.Files;

/// <summary>What the media store takes in; a section of the site's settings.</summary>
public sealed class MediaSettings
{
    /// <summary>Nothing a browser would run when it is opened from the site's own address: no HTML, SVG or script.</summary>
    public static IReadOnlyList<string> SafeExtensions { get; } =
    [
        ".jpg", ".jpeg", ".png", ".gif", ".ico", ".webp", ".avif", ".pdf", ".doc", ".docx", ".ppt", ".pptx", ".odt", ".xls", ".xlsx", ".ods", ".csv", ".txt",
        ".mp3", ".m4a", ".ogg", ".wav", ".mp4", ".m4v", ".mov", ".webm",
    ];

    /// <summary>Extensions taken, as <c>.png</c>.</summary>
    public string[] AllowedFileExtensions { get; set; } = [.. SafeExtensions];

    /// <summary>The largest file taken, in bytes.</summary>
    public long MaxFileSize { get; set; } = 30_000_000;

    /// <summary>Whether a file of that name is taken.</summary>
    public bool Allows(string path) => AllowedFileExtensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);
}
