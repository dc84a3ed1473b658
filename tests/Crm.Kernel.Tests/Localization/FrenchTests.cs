using System.Text.RegularExpressions;
using Crm.Kernel.Localization;

namespace Crm.Kernel.Tests.Localization;

/// <summary>French is complete and well set, in every module of the repository.</summary>
public partial class FrenchTests
{
    public static TheoryData<string> Projects => [.. Sources()
        .Where(project => SourceTexts.Of(project).Any() || File.Exists(PoOf(project)))
        .Select(project => Path.GetRelativePath(Root, project))];

    private static readonly string Root = FindRoot();

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_text_of_the_source_is_in_the_French_file(string project)
    {
        var known = Ids(Path.Combine(Root, project)).Concat(Ids(Path.Combine(Root, "src/Kernel/Crm.Kernel"))).ToHashSet();
        var missing = SourceTexts.Of(Path.Combine(Root, project)).Where(found => !known.Contains(found.Text)).Select(found => $"{found.Place}: {found.Text}").Distinct().ToList();
        Assert.True(missing.Count == 0, $"{project}/Localization/fr.po lacks {missing.Count} texts:\n" + string.Join("\n", missing));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void French_is_set_with_its_own_spaces_quotes_and_apostrophes(string project)
    {
        var faults = Entries(Path.Combine(Root, project)).SelectMany(entry => entry.Translations.Select(text => (entry.Line, text)))
            .Where(one => FaultOf(one.text) is not null).Select(one => $"line {one.Line}: {FaultOf(one.text)}: {one.text}").ToList();
        Assert.True(faults.Count == 0, $"{project}/Localization/fr.po\n" + string.Join("\n", faults));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_translation_has_the_placeholders_of_its_text(string project)
    {
        var faults = Entries(Path.Combine(Root, project))
            .Where(entry => entry.Translations.Any(text => !Placeholders(text).IsSubsetOf(Placeholders(entry.Id + entry.PluralId))) || (entry.PluralId is null && !Placeholders(entry.Id).IsSubsetOf(Placeholders(entry.Translations[0]))))
            .Select(entry => $"line {entry.Line}: {entry.Id}").ToList();
        Assert.True(faults.Count == 0, $"{project}/Localization/fr.po\n" + string.Join("\n", faults));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_text_is_translated_once_in_a_file(string project)
    {
        var twice = Entries(Path.Combine(Root, project)).GroupBy(entry => (entry.Context, entry.Id)).Where(entries => entries.Count() > 1)
            .Select(entries => $"lines {string.Join(", ", entries.Select(entry => entry.Line))}: {entries.Key.Id}").ToList();
        Assert.True(twice.Count == 0, $"{project}/Localization/fr.po\n" + string.Join("\n", twice));
    }

    [Theory]
    [InlineData("Nom :", "a no-break space before : ; ! ?")]
    [InlineData("Supprimer ?", "a no-break space before : ; ! ?")]
    [InlineData("Supprimer?", "a no-break space before : ; ! ?")]
    [InlineData("« Oui »", "no-break spaces inside « »")]
    [InlineData("l'heure", "the apostrophe is ’")]
    [InlineData("Il a dit \"oui\"", "the quotes are « »")]
    [InlineData("Nom\u00a0: {0:d} à 12:30, l’heure\u202f! «\u00a0Oui\u00a0» https://x?a=1", null)]
    public void The_typographer_bites(string text, string? fault) => Assert.Equal(fault, FaultOf(text));

    [Fact]
    public void The_finder_finds_texts_in_code_pages_manifests_and_what_the_API_says_of_itself()
    {
        var code = SourceTexts.In("a.cs", """class A(IStringLocalizer<A> S) { string x = S["One {0}", 1]; string y = S.Plural(n, "1 two", "{0} twos"); string z = other["no"]; }""");
        var page = SourceTexts.In("a.cshtml", """<p title="@T.GetString("Three")">@T["Fo\"ur"]</p>""");
        var manifest = SourceTexts.In("Manifest.cs", """[assembly: Module(Id = "x", Name = "Five")]""");
        var api = SourceTexts.In("a.cs", """routes.MapGet("/api/no", No).WithTags("Six").WithSummary("Seven: eight");""");
        Assert.Equal(["Six", "Seven: eight"], api.Select(found => found.Text));
        Assert.Equal(["One {0}", "1 two"], code.Select(found => found.Text));
        Assert.Equal(["Three", "Fo\"ur"], page.Select(found => found.Text));
        Assert.Equal(["Five"], manifest.Select(found => found.Text));
    }

    private static string? FaultOf(string text)
        => BareMark().IsMatch(text) ? "a no-break space before : ; ! ?"
            : BareQuote().IsMatch(text) ? "no-break spaces inside « »"
            : StraightApostrophe().IsMatch(text) ? "the apostrophe is ’"
            : StraightQuote().IsMatch(text) ? "the quotes are « »"
            : null;

    private static HashSet<string> Placeholders(string text) => Placeholder().Matches(text).Select(match => match.Groups[1].Value).ToHashSet();

    private static IEnumerable<string> Ids(string project) => Entries(project).Select(entry => entry.Id);

    private static IReadOnlyList<PoEntry> Entries(string project)
    {
        if (!File.Exists(PoOf(project)))
        {
            return [];
        }

        using var reader = File.OpenText(PoOf(project));
        return PoFile.Read(reader);
    }

    private static string PoOf(string project) => Path.Combine(project, "Localization", "fr.po");

    private static IEnumerable<string> Sources() => new[] { "src/Kernel", "src/Modules", "src/Themes" }
        .SelectMany(folder => Directory.EnumerateDirectories(Path.Combine(Root, folder))).Order(StringComparer.Ordinal);

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Crm.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder;
    }

    // Not in addresses, formats ({0:d}) and times (12:30).
    [GeneratedRegex("""(?<![\u00a0\u202f]|\{\d+|\d|https?|[?!…]|/\S*)(?:[:;!?](?=\s|$|[.…»]))""")]
    private static partial Regex BareMark();

    [GeneratedRegex("""«(?![\u00a0\u202f])|(?<![\u00a0\u202f])»""")]
    private static partial Regex BareQuote();

    [GeneratedRegex("""\p{L}'\p{L}""")]
    private static partial Regex StraightApostrophe();

    [GeneratedRegex("""(?<![=\[{,:(]\s*|\w)"\p{L}[^"]*"(?![:\]},])""")]
    private static partial Regex StraightQuote();

    [GeneratedRegex("""\{(\d+)[^}]*\}""")]
    private static partial Regex Placeholder();
}
