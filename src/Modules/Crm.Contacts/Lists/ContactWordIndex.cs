using Crm.Contacts.Names;
using Crm.Kernel.Data;

namespace Crm.Contacts.Lists;

/// <summary>One row a word of a contact's names and town: what the search of the lists asks, by the word's beginning.</summary>
public sealed class ContactWordIndex : MapIndex
{
    /// <summary>The word, folded.</summary>
    public string Word { get; set; } = "";

    /// <summary>Which text it comes from, see <see cref="WordSources"/>: a search never hears a field that the user may not see.</summary>
    public int Source { get; set; }

    /// <summary>The rows of these texts; each word once for each source.</summary>
    public static IEnumerable<ContactWordIndex> Of(params (int Source, string? Text)[] texts)
        => texts.SelectMany(text => Fold.Of(text.Text).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => (text.Source, Word: word))).Distinct()
            .Select(row => new ContactWordIndex { Word = row.Word, Source = row.Source });
}

/// <summary>Where the words of the search come from.</summary>
internal static class WordSources
{
    public const int Name = 0;
    public const int BirthName = 1;
    public const int Town = 2;
}
