namespace Crm.Architecture.Tests;

/// <summary>Each rule is put to a planted offender: a rule that lets it pass is no rule.</summary>
public sealed class TheWallsBite
{
    private static readonly Room s_kernel = new("Kernel", "Kernel", [], [], []);
    private static readonly Room s_people = new("People", "Modules", ["Kernel"], [], []);

    [Fact]
    public void A_kernel_that_knows_a_module_is_found()
        => Assert.Single(Walls.KernelKnowsNobody([s_kernel with { References = ["People"] }, s_people]));

    [Fact]
    public void A_module_that_uses_an_unnamed_one_is_found()
    {
        var mail = new Room("Mail", "Modules", ["Kernel", "People"], [], []);
        Assert.Single(Walls.ModulesKnowWhatTheirManifestNames([s_kernel, s_people, mail]));
        Assert.Empty(Walls.ModulesKnowWhatTheirManifestNames([s_kernel, s_people, mail with { NamedInManifest = ["People"] }]));
    }

    [Fact]
    public void A_theme_that_knows_a_module_is_found()
        => Assert.Single(Walls.ThemesKnowOnlyTheKernel([s_kernel, s_people, new Room("Red", "Themes", ["Kernel", "People"], [], [])]));

    [Fact]
    public void A_cycle_through_three_is_found()
        => Assert.Equal(3, Walls.NoCycles([new("A", "Modules", ["B"], [], []), new("B", "Modules", ["C"], [], []), new("C", "Modules", ["A"], [], [])]).Count());

    [Fact]
    public void A_host_that_names_a_module_is_found()
        => Assert.Single(Walls.HostNamesNoModule([s_kernel, s_people, new Room("Host", "Host", ["Kernel", "People"], [], [])]));

    [Fact]
    public void A_lonely_internal_interface_is_found()
    {
        var lonely = new TypeShape("People.IPerson", IsInterface: true, IsPublic: false, []);
        var one = new TypeShape("People.Person", false, false, ["People.IPerson"]);
        Assert.Single(Walls.InterfacesHaveTwoImplementations([s_people with { Types = [lonely, one] }]));
        Assert.Empty(Walls.InterfacesHaveTwoImplementations([s_people with { Types = [lonely, one, one with { FullName = "People.Other" }] }]));
    }

    [Fact]
    public void A_module_with_a_worker_is_found()
        => Assert.Single(Walls.ModulesStartNoWorkers([s_people with { Types = [new("People.Pump", false, false, ["Microsoft.Extensions.Hosting.IHostedService"])] }]));

    [Theory]
    [InlineData("src/Modules/Crm.People/Services/Find.cs", true)]
    [InlineData("src/Modules/Crm.People/Merge/Find.cs", false)]
    public void A_folder_named_after_a_kind_is_found(string file, bool found)
        => Assert.Equal(found, Walls.FoldersAreDomainWords([file]).Any());

    [Theory]
    [InlineData("People.PersonHelper", true)]
    [InlineData("People.PersonDto", true)]
    [InlineData("People.AvatarTagHelper", false)]
    [InlineData("People.Person", false)]
    public void A_name_that_says_nothing_is_found(string type, bool found)
        => Assert.Equal(found, Walls.NamesSayWhat([s_people with { Types = [new(type, false, false, [])] }]).Any());

    [Fact]
    public void A_long_file_is_found()
        => Assert.Single(Walls.FilesHoldOneIdea([("Long.cs", Walls.LongestFile + 1), ("Short.cs", Walls.LongestFile)]));
}
