namespace Crm.Architecture.Tests;

public sealed class TheWallsStand
{
    [Fact]
    public void The_kernel_knows_no_module() => Holds(Walls.KernelKnowsNobody(House.Rooms));

    [Fact]
    public void A_module_knows_the_kernel_and_what_its_manifest_names() => Holds(Walls.ModulesKnowWhatTheirManifestNames(House.Rooms));

    [Fact]
    public void A_theme_knows_only_the_kernel() => Holds(Walls.ThemesKnowOnlyTheKernel(House.Rooms));

    [Fact]
    public void There_are_no_cycles() => Holds(Walls.NoCycles(House.Rooms));

    [Fact]
    public void The_host_names_no_module_in_code() => Holds(Walls.HostNamesNoModule(House.Rooms));

    [Fact]
    public void An_internal_interface_has_two_implementations() => Holds(Walls.InterfacesHaveTwoImplementations(House.Rooms));

    [Fact]
    public void Modules_start_no_workers() => Holds(Walls.ModulesStartNoWorkers(House.Rooms));

    [Fact]
    public void Folders_are_domain_words() => Holds(Walls.FoldersAreDomainWords(Relative("src", ".cs", ".cshtml")));

    [Fact]
    public void Names_say_what_things_are() => Holds(Walls.NamesSayWhat(House.Rooms));

    [Fact]
    public void No_file_is_over_400_lines() => Holds(Walls.FilesHoldOneIdea(
        new[] { "src", "tests", "bench" }.SelectMany(folder => House.SourceFiles(folder, ".cs", ".cshtml", ".js"))
            .Select(file => (Path.GetRelativePath(House.Root, file), File.ReadLines(file).Count()))));

    [Fact]
    public void Every_module_says_what_it_is_for()
        => Holds(Directory.EnumerateDirectories(Path.Combine(House.Root, "src", "Modules"))
            .Where(folder => !File.Exists(Path.Combine(folder, "README.md"))).Select(folder => $"{Path.GetFileName(folder)} has no README.md"));

    [Fact]
    public void Lock_files_bear_no_download_address()
        => Holds(Directory.EnumerateFiles(House.Root, "*lock*.json", SearchOption.TopDirectoryOnly)
            .Where(file => File.ReadAllText(file).Contains("\"resolved\"", StringComparison.Ordinal)).Select(file => $"{file} names a registry"));

    private static IEnumerable<string> Relative(string folder, params string[] extensions)
        => House.SourceFiles(folder, extensions).Select(file => Path.GetRelativePath(House.Root, file));

    private static void Holds(IEnumerable<string> offences)
    {
        var found = offences.ToList();
        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
    }
}
