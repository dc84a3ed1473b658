using System.Text.RegularExpressions;

namespace Crm.Architecture.Tests;

/// <summary>A guide's code is a piece of a file that is compiled or run: the fence names the file, and its lines stand there word for word.</summary>
public sealed partial class GuidesAreCompiled
{
    [GeneratedRegex(@"<!-- from: (?<file>\S+) -->\s*```\w*\n(?<code>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Fence();

    public static TheoryData<string> Guides()
        => new(Directory.EnumerateFiles(Path.Combine(House.Root, "docs"), "*.md").Select(file => Path.GetFileName(file)!));

    [Theory]
    [MemberData(nameof(Guides))]
    public void Each_piece_of_a_guide_stands_in_the_file_it_names(string guide)
    {
        foreach (Match fence in Fence().Matches(File.ReadAllText(Path.Combine(House.Root, "docs", guide))))
        {
            var file = Path.Combine(House.Root, fence.Groups["file"].Value);
            Assert.True(File.Exists(file), $"{guide} names {fence.Groups["file"].Value}, which is not there");
            Assert.True(Stands(fence.Groups["code"].Value, File.ReadAllText(file)), $"{guide}: this piece is not in {fence.Groups["file"].Value}:\n{fence.Groups["code"].Value}");
        }
    }

    [Fact]
    public void A_piece_that_has_drifted_is_found()
    {
        Assert.True(Stands("a\nb", "x\n  a\n  b\ny"));
        Assert.False(Stands("a\nb", "x\n  a\n  c\ny"));
    }

    private static bool Stands(string piece, string file) => Lines(file).Contains(Lines(piece), StringComparison.Ordinal);

    private static string Lines(string text) => "\n" + string.Join('\n', text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)) + "\n";
}
