using System.Reflection;
using System.Text;

namespace Crm.Kernel.Commands;

/// <summary>
/// Writes a module that builds, passes its tests and shows every common seam: a page with its right, a menu entry, a document with index and migration, two languages.
/// Inside the repository it becomes a module of the solution, elsewhere a plugin built against the host's binaries.
/// </summary>
public static class NewModuleFiles
{
    private static readonly (string Template, string Path, bool? Inside)[] s_files =
    [
        ("Module.csproj", "{Name}.csproj", true),
        ("Plugin.csproj", "{Name}.csproj", false),
        ("Manifest.cs", "Manifest.cs", null),
        ("Startup.cs", "Startup.cs", null),
        ("Permissions.cs", "Permissions.cs", null),
        ("Menu.cs", "Menu.cs", null),
        ("Remark.cs", "Remarks/Remark.cs", null),
        ("ListRemarks.cshtml", "Remarks/ListRemarks.cshtml", null),
        ("ListRemarks.cshtml.cs", "Remarks/ListRemarks.cshtml.cs", null),
        ("fr.po", "Localization/fr.po", null),
        ("README.md", "README.md", null),
        ("Tests.csproj", "tests/{Name}.Tests/{Name}.Tests.csproj", false),
        ("RemarkTests.cs", "tests/{Name}.Tests/RemarkTests.cs", false),
    ];

    private static readonly (string Template, string Path)[] s_testsInside =
        [("ModuleTests.csproj", "{Name}.Tests/{Name}.Tests.csproj"), ("RemarkTests.cs", "{Name}.Tests/RemarkTests.cs")];

    /// <summary>Writes the files.</summary>
    /// <param name="name">A dotted C# name, as <c>Acme.Visits</c>.</param>
    /// <param name="folder">Where the module's folder is made; must not hold one of that name.</param>
    /// <param name="repositoryTests">The repository's tests folder when the module belongs to the repository; null for a plugin.</param>
    /// <returns>The module's folder.</returns>
    /// <exception cref="CommandException">The name is no C# name, or the folder exists.</exception>
    public static string Write(string name, string folder, string? repositoryTests)
    {
        if (!IsName(name))
        {
            throw new CommandException($"'{name}' is no module name: use letters, digits and dots, as Acme.Visits");
        }

        var target = Path.Combine(Path.GetFullPath(folder), name);
        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
        {
            throw new CommandException($"the folder {target} exists and is not empty");
        }

        var inside = repositoryTests is not null;
        foreach (var (template, path, only) in s_files.Where(file => file.Inside is null || file.Inside == inside))
        {
            WriteFile(template, Path.Combine(target, Fill(path, name)), name);
        }

        foreach (var (template, path) in inside ? s_testsInside : [])
        {
            WriteFile(template, Path.Combine(repositoryTests!, Fill(path, name)), name);
        }

        return target;
    }

    private static bool IsName(string name)
        => name.Length <= 100 && name.Split('.').All(word => word.Length > 0 && char.IsAsciiLetterUpper(word[0]) && word.All(char.IsAsciiLetterOrDigit));

    private static void WriteFile(string template, string path, string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("NewModule/" + template)
            ?? throw new InvalidOperationException($"The template {template} is not in the kernel.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, Fill(reader.ReadToEnd(), name));
    }

    private static string Fill(string text, string name) => text
        .Replace("{Name}", name, StringComparison.Ordinal)
        .Replace("{Title}", name[(name.LastIndexOf('.') + 1)..], StringComparison.Ordinal)
        .Replace("{Slug}", name.ToLowerInvariant().Replace('.', '-'), StringComparison.Ordinal)
        .Replace("{HostFolder}", AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar), StringComparison.Ordinal);
}
