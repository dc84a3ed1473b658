using Crm.Kernel.Hosting;
using Crm.Kernel.Tenants;

namespace Crm.Kernel.Files;

/// <summary>The tenant's media: files below <c>Sites/{tenant}/Media</c>, by paths with forward slashes.</summary>
public sealed class MediaFiles(HostFolders folders, ShellSettings tenant)
{
    // Nothing a browser would run when it is opened from the site's own address: no HTML, SVG or script.
    private static readonly HashSet<string> Allowed = new(StringComparer.OrdinalIgnoreCase)
    {
        ".jpg", ".jpeg", ".png", ".gif", ".ico", ".webp", ".avif", ".pdf", ".doc", ".docx", ".ppt", ".pptx", ".odt", ".xls", ".xlsx", ".ods", ".csv", ".txt",
        ".mp3", ".m4a", ".ogg", ".wav", ".mp4", ".m4v", ".mov", ".webm",
    };

    private string Root => Path.Combine(folders.Site(tenant), "Media");

    /// <summary>Whether a file of that name may be kept.</summary>
    public static bool IsAllowed(string path) => Allowed.Contains(Path.GetExtension(path));

    /// <summary>Whether the path stays inside the media folder: relative, without <c>..</c> and control characters.</summary>
    public static bool IsInside(string path)
        => path.Length > 0 && path[0] != '/' && !path.Any(c => char.IsControl(c) || c is '\\' or ':') && path.Split('/').All(part => part.Length > 0 && part is not ("." or ".."));

    /// <summary>All files, by path.</summary>
    public IReadOnlyList<string> List() => !Directory.Exists(Root) ? [] :
        [.. Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    /// <summary>The content of a file.</summary>
    public Task<byte[]> ReadAsync(string path, CancellationToken cancellationToken = default) => File.ReadAllBytesAsync(At(path), cancellationToken);

    /// <summary>Writes a file whole, or not at all.</summary>
    public async Task WriteAsync(string path, byte[] content, CancellationToken cancellationToken = default)
    {
        if (!IsAllowed(path))
        {
            throw new ArgumentException($"Files such as {Path.GetExtension(path)} are not kept.", nameof(path));
        }

        var file = At(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var part = $"{file}.{Guid.NewGuid():N}.part";
        await File.WriteAllBytesAsync(part, content, cancellationToken);
        File.Move(part, file, overwrite: true);
    }

    private string At(string path)
        => IsInside(path) ? Path.Combine(Root, path) : throw new ArgumentException($"{path} lies outside the media folder.", nameof(path));
}
