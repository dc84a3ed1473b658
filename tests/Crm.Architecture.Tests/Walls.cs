namespace Crm.Architecture.Tests;

/// <summary>The rules themselves, as functions from shapes to sentences, so that planted offenders can be put to them.</summary>
internal static class Walls
{
    public static IEnumerable<string> KernelKnowsNobody(IEnumerable<Room> rooms)
        => rooms.Where(room => room.Kind == "Kernel").SelectMany(room => room.References.Select(other => $"{room.Name} knows {other}"));

    public static IEnumerable<string> ModulesKnowWhatTheirManifestNames(IReadOnlyList<Room> rooms)
    {
        var kernel = rooms.Where(room => room.Kind == "Kernel").Select(room => room.Name).ToHashSet();
        return rooms.Where(room => room.Kind == "Modules").SelectMany(room => room.References
            .Where(other => !kernel.Contains(other) && !room.NamedInManifest.Any(id => id == other || id.StartsWith(other + ".", StringComparison.Ordinal)))
            .Select(other => $"{room.Name} uses {other}, which its manifest does not name"));
    }

    public static IEnumerable<string> ThemesKnowOnlyTheKernel(IReadOnlyList<Room> rooms)
    {
        var kernel = rooms.Where(room => room.Kind == "Kernel").Select(room => room.Name).ToHashSet();
        return rooms.Where(room => room.Kind == "Themes").SelectMany(room => room.References.Where(other => !kernel.Contains(other))
            .Select(other => $"the theme {room.Name} knows {other}"));
    }

    public static IEnumerable<string> NoCycles(IReadOnlyList<Room> rooms)
    {
        var references = rooms.ToDictionary(room => room.Name, room => room.References);
        return references.Keys.Where(name => Reaches(name, name, references, [])).Select(name => $"{name} reaches itself");
    }

    public static IEnumerable<string> HostNamesNoModule(IReadOnlyList<Room> rooms)
    {
        var kernel = rooms.Where(room => room.Kind == "Kernel").Select(room => room.Name).ToHashSet();
        return rooms.Where(room => room.Kind == "Host").SelectMany(room => room.References.Where(other => !kernel.Contains(other))
            .Select(other => $"the host's code uses {other}"));
    }

    /// <summary>An internal interface has two implementations, or it is no interface. Public ones are seams for other modules.</summary>
    public static IEnumerable<string> InterfacesHaveTwoImplementations(IReadOnlyList<Room> rooms)
    {
        var implementations = rooms.SelectMany(room => room.Types).Where(type => !type.IsInterface)
            .SelectMany(type => type.Implements).GroupBy(name => name).ToDictionary(group => group.Key, group => group.Count());
        return rooms.SelectMany(room => room.Types).Where(type => type.IsInterface && !type.IsPublic)
            .Where(type => implementations.GetValueOrDefault(type.FullName) < 2)
            .Select(type => $"{type.FullName} has {implementations.GetValueOrDefault(type.FullName)} implementation(s)");
    }

    private static readonly string[] s_hostWorkers = ["Microsoft.Extensions.Hosting.IHostedService", "Microsoft.Extensions.Hosting.BackgroundService"];

    public static IEnumerable<string> ModulesStartNoWorkers(IReadOnlyList<Room> rooms)
        => rooms.Where(room => room.Kind is "Modules" or "Themes").SelectMany(room => room.Types)
            .Where(type => type.Implements.Intersect(s_hostWorkers).Any())
            .Select(type => $"{type.FullName} is a hosted service: workers belong to the host");

    private static readonly string[] s_kindFolders =
        ["Services", "Models", "Interfaces", "Helpers", "Managers", "Dtos", "Utils", "Utilities", "Common", "Abstractions", "ViewModels", "Extensions", "Controllers"];

    public static IEnumerable<string> FoldersAreDomainWords(IEnumerable<string> files)
        => files.Select(file => Path.GetDirectoryName(file) ?? "").Distinct()
            .Where(folder => folder.Split('/', '\\').Intersect(s_kindFolders).Any()).Select(folder => $"{folder} is folded by kind");

    private static readonly string[] s_emptyWords = ["Helper", "Helpers", "Util", "Utils", "Dto", "Impl"];

    public static IEnumerable<string> NamesSayWhat(IReadOnlyList<Room> rooms)
        => rooms.SelectMany(room => room.Types)
            .Where(type => s_emptyWords.Any(word => type.Name.EndsWith(word, StringComparison.Ordinal)))
            .Where(type => !type.Name.EndsWith("TagHelper", StringComparison.Ordinal))
            .Select(type => $"{type.FullName} does not say what it is");

    public const int LongestFile = 400;

    public static IEnumerable<string> FilesHoldOneIdea(IEnumerable<(string File, int Lines)> files)
        => files.Where(file => file.Lines > LongestFile).Select(file => $"{file.File} has {file.Lines} lines");

    private static bool Reaches(string from, string to, IReadOnlyDictionary<string, IReadOnlyList<string>> references, HashSet<string> seen)
        => references.GetValueOrDefault(from, []).Any(next => next == to || (seen.Add(next) && Reaches(next, to, references, seen)));
}
