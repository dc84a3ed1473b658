using Crm.Kernel.Commands;

namespace Crm.Kernel.Tests.Commands;

public sealed class CommandLineTests
{
    [Fact]
    public void Words_options_and_flags_are_told_apart()
    {
        var parsed = CommandLine.Parse(["recipe", "a.json", "--check", "--tenant", "North", "--data=/tmp/x", "-h"]);
        Assert.Equal(["recipe", "a.json"], parsed.Values);
        Assert.Equal("North", parsed.Option("tenant"));
        Assert.Equal("/tmp/x", parsed.Option("data"));
        Assert.True(parsed.Has("check") && parsed.Has("help"));
        Assert.False(parsed.Has("json"));
    }

    [Fact]
    public void What_follows_two_dashes_is_words()
        => Assert.Equal(["import", "--odd.csv"], CommandLine.Parse(["import", "--", "--odd.csv"]).Values);

    [Theory]
    [InlineData("--tenant")]
    [InlineData("--tenant", "--check")]
    public void An_option_without_its_value_is_named(params string[] args)
        => Assert.Equal("the option --tenant needs a value", Assert.Throws<CommandException>(() => CommandLine.Parse(args)).Message);
}
