namespace Crm.Messaging.Templates.Render;

/// <summary>Chooses among the languages there are.</summary>
internal static class LanguageChoice
{
    /// <summary>The first of those wanted that is there, each with its region, then without, then in another region; the first there is when none is.</summary>
    /// <param name="wanted">The preferred first.</param>
    /// <param name="there">In the order their author gave them.</param>
    public static string Of(IEnumerable<string> wanted, IReadOnlyList<string> there)
    {
        foreach (var language in wanted)
        {
            if (Find(language, there) is { } found)
            {
                return found;
            }
        }

        return there[0];
    }

    private static string? Find(string language, IReadOnlyList<string> there)
    {
        for (var tag = language; tag.Length > 0; tag = tag.LastIndexOf('-') is > 0 and var dash ? tag[..dash] : "")
        {
            if (there.FirstOrDefault(one => one.Equals(tag, StringComparison.OrdinalIgnoreCase)) is { } found)
            {
                return found;
            }
        }

        // pt-BR for who reads pt, and pt-PT for who reads pt-BR, before another language. Chinese scripts are not for each other's readers.
        var root = language.Split('-')[0];
        return root.Equals("zh", StringComparison.OrdinalIgnoreCase) && language.Contains('-', StringComparison.Ordinal) ? null : there.FirstOrDefault(one => one.Split('-')[0].Equals(root, StringComparison.OrdinalIgnoreCase));
    }
}
