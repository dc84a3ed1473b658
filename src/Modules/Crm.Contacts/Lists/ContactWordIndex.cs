using Crm.Contacts.Names;
using Crm.Kernel.Data;

namespace Crm.Contacts.Lists;

/// <summary>One row a word of a contact's names and town: what the search of the lists asks, by the word's beginning.</summary>
public sealed class ContactWordIndex : MapIndex
{
    /// <summary>The word, folded.</summary>
    public string Word { get; set; } = "";

    /// <summary>The rows of these texts; each word once.</summary>
    public static IEnumerable<ContactWordIndex> Of(params string?[] texts)
        => texts.SelectMany(text => Fold.Of(text).Split(' ', StringSplitOptions.RemoveEmptyEntries)).Distinct().Select(word => new ContactWordIndex { Word = word });
}
