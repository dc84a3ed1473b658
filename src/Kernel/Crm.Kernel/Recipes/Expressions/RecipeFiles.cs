using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Recipes.Expressions;

/// <summary>The files beside a recipe. No path leaves the recipe's root, not through <c>..</c>, an absolute path or a symbolic link.</summary>
internal sealed class RecipeFiles(string? basePath, string? rootPath, IStringLocalizer localizer)
{
    /// <summary>The full path of an existing file inside the root.</summary>
    /// <exception cref="RecipeFileException">It is outside, or not there.</exception>
    internal string Find(string path)
    {
        if (basePath is null)
        {
            throw new RecipeFileException(localizer["“{0}” cannot be read: this recipe lies in no folder.", path]);
        }

        var root = Real(rootPath ?? basePath);
        var full = Path.GetFullPath(Path.Combine(basePath, path.Replace('\\', '/')));
        if (Path.IsPathRooted(path) || !IsInside(full, Path.GetFullPath(rootPath ?? basePath)))
        {
            throw new RecipeFileException(localizer["“{0}” lies outside the recipe's folder.", path]);
        }

        if (!File.Exists(full))
        {
            throw new RecipeFileException(localizer["The file “{0}” does not exist beside the recipe.", path]);
        }

        return IsInside(Real(full), root) ? full : throw new RecipeFileException(localizer["“{0}” lies outside the recipe's folder.", path]);
    }

    /// <summary>Why the file cannot be read; null when it can.</summary>
    internal string? Fault(string path)
    {
        try
        {
            Find(path);
            return null;
        }
        catch (RecipeFileException fault)
        {
            return fault.Message;
        }
    }

    private static bool IsInside(string path, string root)
        => path.StartsWith(Path.TrimEndingDirectorySeparator(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>The path with every symbolic link along it followed.</summary>
    private static string Real(string path)
    {
        var real = Path.GetPathRoot(path)!;
        foreach (var part in Path.GetFullPath(path)[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            FileSystemInfo entry = Directory.Exists(real) ? new DirectoryInfo(real) : new FileInfo(real);
            if (entry.LinkTarget is not null && entry.ResolveLinkTarget(returnFinalTarget: true) is { } target)
            {
                real = Real(target.FullName);
            }
        }

        return real;
    }
}

/// <summary>A file that a recipe may not or cannot read; the message is a sentence.</summary>
internal sealed class RecipeFileException(string message) : IOException(message);
