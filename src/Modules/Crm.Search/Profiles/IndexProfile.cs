namespace Crm.Search.Profiles;

/// <summary>The tenant's indexes of content for named queries, as Orchard Core's recipes make them; one document.</summary>
public sealed class IndexProfiles
{
    /// <summary>The profiles, in the order they came; names are unique without regard to case.</summary>
    public List<IndexProfile> All { get; set; } = [];

    /// <summary>The profile of that name or index name, or null.</summary>
    public IndexProfile? Find(string? name) => All.Find(profile => profile.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? All.Find(profile => profile.IndexName.Equals(name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>An index of content.</summary>
public sealed class IndexProfile
{
    /// <summary>Its id in recipes; may be empty.</summary>
    public string Id { get; set; } = "";

    /// <summary>Its name, by which queries name it.</summary>
    public string Name { get; set; } = "";

    /// <summary>The other name it goes by; the name itself when recipes give none.</summary>
    public string IndexName { get; set; } = "";

    /// <summary>The content types in it.</summary>
    public List<string> IndexedContentTypes { get; set; } = [];

    /// <summary>The newest versions instead of the published ones.</summary>
    public bool IndexLatest { get; set; }

    /// <summary>Where words are looked for when a query names no field.</summary>
    public List<string> DefaultSearchFields { get; set; } = [ContentDocument.FullText];

    /// <summary>As recipes give them; every analyser is the standard one here.</summary>
    public string AnalyzerName { get; set; } = "standardanalyzer";

    /// <summary>As recipes give it; the JSON is not copied into the index, items are read from the database.</summary>
    public bool StoreSourceData { get; set; }

    /// <summary>As recipes give it; all cultures are in the index.</summary>
    public string Culture { get; set; } = "any";

    /// <summary>Rises when it is to be made anew.</summary>
    public int Generation { get; set; }

    /// <summary>What the index is made of: with another key it is made anew.</summary>
    internal string Key => $"1.{Generation}.{IndexLatest}.{string.Join(',', IndexedContentTypes)}";

    /// <summary>The folder's name: what is not a letter or digit is written by its number, so that no name leaves the folder.</summary>
    internal string Folder => "content-" + string.Concat(Name.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? $"{letter}" : $"_{(int)letter:x}"));
}
