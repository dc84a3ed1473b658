using Crm.Kernel.Modules;

namespace Crm.Kernel.Tests.Modules;

public sealed class FeatureGraphTests
{
    [Fact]
    public void Features_come_after_what_they_need_then_by_priority_then_by_id()
        => Assert.Equal(["C", "A", "B", "Z", "Early"], Ids(Graph(F("B"), F("A", needs: "C"), F("C", priority: 5), F("Z", priority: 0), F("Early", priority: 9))));

    [Fact]
    public void Themes_come_last_and_after_their_base()
        => Assert.Equal(["Z", "Red", "Dark"], Ids(Graph(Theme("Dark", "Red"), F("Z"), Theme("Red", null))));

    [Fact]
    public void A_feature_whose_dependency_is_missing_is_left_out_and_all_that_need_it()
    {
        var graph = Graph(F("A"), F("B", needs: "Gone"), F("C", needs: "B"));
        Assert.Equal(["A"], Ids(graph));
        Assert.Contains(graph.Faults, fault => fault.Reason == "The feature B needs Gone, which is not here.");
        Assert.Contains(graph.Faults, fault => fault.Reason == "The feature C needs B, which is not here.");
    }

    [Fact]
    public void A_cycle_is_told_as_a_sentence_and_left_out()
    {
        var graph = Graph(F("A", needs: "B"), F("B", needs: "C"), F("C", needs: "B"), F("D"));
        Assert.Equal(["D"], Ids(graph));
        Assert.Contains(graph.Faults, fault => fault.Reason == "The feature B depends on itself: B → C → B.");
    }

    [Fact]
    public void The_same_id_twice_keeps_the_first()
    {
        var graph = Graph(F("A"), F("a"));
        Assert.Equal(["A"], Ids(graph));
        Assert.Single(graph.Faults);
    }

    [Fact]
    public void Dependencies_and_dependents_are_followed_to_the_end()
    {
        var graph = Graph(F("A", needs: "B"), F("B", needs: "C"), F("C"), F("D"));
        Assert.Equal(["C", "B", "A"], graph.DependenciesOf("a").Select(f => f.Id));
        Assert.Equal(["C", "B", "A"], graph.DependentsOf("C").Select(f => f.Id));
    }

    private static FeatureGraph Graph(params FeatureInfo[] features) => new(features);

    private static IEnumerable<string> Ids(FeatureGraph graph) => graph.Ordered.Select(feature => feature.Id);

    private static FeatureInfo F(string id, string? needs = null, int priority = 0) => Feature(id, needs is null ? [] : [needs], priority, theme: false);

    private static FeatureInfo Theme(string id, string? under) => Feature(id, under is null ? [] : [under], 0, theme: true);

    private static FeatureInfo Feature(string id, string[] needs, int priority, bool theme)
        => new(id, id, "", "", priority, needs, false, false, false, new ExtensionInfo(id, id, "", "", "1.0", theme, null, [], typeof(FeatureGraphTests).Assembly, null));
}
