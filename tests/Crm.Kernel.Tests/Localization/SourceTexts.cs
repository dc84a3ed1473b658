using System.Text.RegularExpressions;

namespace Crm.Kernel.Tests.Localization;

/// <summary>Finds the texts that a project's source hands to a localizer: <c>S["…"]</c>, <c>T.GetString("…")</c>, <c>S.Plural(n, "…", "…")</c>, its manifest's words, and what its API says of itself.</summary>
internal static partial class SourceTexts
{
    /// <summary>File, line and text of each.</summary>
    public static IEnumerable<(string Place, string Text)> Of(string project)
        => Directory.EnumerateFiles(project, "*.*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".cshtml", StringComparison.Ordinal))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .SelectMany(file => In(Path.GetRelativePath(project, file), File.ReadAllText(file)));

    /// <summary>The texts of one file.</summary>
    public static IEnumerable<(string Place, string Text)> In(string file, string source)
    {
        var names = Declared().Matches(source).Select(match => match.Groups["name"].Value).ToHashSet();
        if (file.EndsWith(".cshtml", StringComparison.Ordinal))
        {
            names.Add("T");
        }

        var found = Uses().Matches(source).Where(match => names.Contains(match.Groups["name"].Value))
            .Concat(Path.GetFileName(file) == "Manifest.cs" ? ManifestWords().Matches(source) : []).Concat(ApiWords().Matches(source));
        return found.Select(match => ($"{file}:{source.AsSpan(0, match.Index).Count('\n') + 1}", Regex.Unescape(match.Groups["text"].Value)));
    }

    [GeneratedRegex("""I(?:String|Html|View)Localizer(?:<[\w.]+>)?\??\s+(?<name>\w+)""")]
    private static partial Regex Declared();

    [GeneratedRegex(""""\b(?<name>\w+)(?:\??\[\s*|\.GetString\(\s*|\.Plural\([^"\n]*,\s*)"(?<text>(?:[^"\\]|\\.)*)"""")]
    private static partial Regex Uses();

    // The page of the API reads them out of the document and through the localizer.
    [GeneratedRegex(""""\.With(?:Summary|Tags)\("(?<text>(?:[^"\\]|\\.)+)"\)"""")]
    private static partial Regex ApiWords();

    [GeneratedRegex(""""\b(?:Name|Description|Category)\s*=\s*"(?<text>(?:[^"\\]|\\.)+)"""")]
    private static partial Regex ManifestWords();
}
