namespace Crm.Kernel.Recipes.Harvest;

/// <summary>Makes descriptors of recipes that no folder of the host gives: a file named on the command line, an upload, a text.</summary>
public static class RecipeFile
{
    /// <summary>A recipe file; its name and texts are read when it is checked. <c>[file:…]</c> is relative to its folder.</summary>
    /// <param name="root">The folder such paths may not leave; the file's own by default.</param>
    public static RecipeDescriptor Describe(string path, string? root = null)
    {
        var full = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(full)!;
        return Of(Path.GetFileName(full), folder, () => File.OpenRead(full)) with { RootPath = root };
    }

    /// <summary>A recipe that is no file, as an upload: it has no folder, so it can read none.</summary>
    public static RecipeDescriptor Upload(string fileName, byte[] content) => Of(fileName, null, () => new MemoryStream(content, writable: false));

    private static RecipeDescriptor Of(string fileName, string? folder, Func<Stream> open)
    {
        var name = fileName.EndsWith(".recipe.json", StringComparison.OrdinalIgnoreCase) ? fileName[..^".recipe.json".Length] : Path.GetFileNameWithoutExtension(fileName);
        return new RecipeDescriptor(name, name, "", "", "", false, [], [], folder, fileName, open);
    }
}
