using Crm.Kernel.Security;

namespace Crm.Kernel.Tests.Security;

public sealed class RightsOfContent
{
    [Fact]
    public void They_bear_Orchards_names()
        => Assert.Superset(
            new HashSet<string> { "Publish_Deal", "PublishOwn_Deal", "Edit_Deal", "EditOwn_Deal", "Delete_Deal", "DeleteOwn_Deal", "View_Deal", "ViewOwn_Deal", "Preview_Deal", "PreviewOwn_Deal", "Clone_Deal", "CloneOwn_Deal", "ListContent_Deal", "EditContentOwner_Deal" },
            CommonPermissions.ForType("Deal").Select(permission => permission.Name).ToHashSet());

    [Theory]
    [InlineData("EditContent", "ViewOwn_Deal")]
    [InlineData("Publish_Deal", "Edit_Deal")]
    [InlineData("Edit_Deal", "View_Deal")]
    [InlineData("ViewTeam_Deal", "ViewOwn_Deal")]
    public void The_greater_implies_the_smaller(string greater, string smaller) => Assert.True(Implies(greater, CommonPermissions.Parse(smaller)!));

    [Theory]
    [InlineData("ViewOwn_Deal", "View_Deal")]
    [InlineData("View_Deal", "Edit_Deal")]
    [InlineData("Edit_Person", "Edit_Deal")]
    [InlineData("EditOwnContent", "Edit_Deal")]
    public void The_smaller_never_implies_the_greater(string smaller, string greater) => Assert.False(Implies(smaller, CommonPermissions.Parse(greater)!));

    private static bool Implies(string held, Permission asked) => asked.Name == held || (asked.ImpliedBy?.Any(other => Implies(held, other)) ?? false);
}
