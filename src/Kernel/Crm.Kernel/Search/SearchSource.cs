using Crm.Kernel.Content;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Search;

/// <summary>
/// What a module wants found of its content types. Register with <c>services.AddSearchSource&lt;T&gt;()</c>; it costs nothing while no feature searches. Scoped. The newest version
/// of an item is indexed, and nothing of what is in the trash.
/// </summary>
public interface ISearchSource
{
    /// <summary>The content types it speaks for; asked before anything else. When their fields change, the index is made anew by itself.</summary>
    ValueTask<IReadOnlyList<SearchType>> ListTypesAsync();

    /// <summary>The texts of an item, any number for a field. Also asked for an item without its hidden members, to show where something was found.</summary>
    IEnumerable<SearchText> Read(ContentItem item);

    /// <summary>What is shown of a found item beside its name.</summary>
    /// <param name="shown">The item without what its reader may not see.</param>
    SearchCard Show(ContentItem shown);

    /// <summary>Other readings of what was typed: a phone number in any notation gives the beginning of the stored one. Matched against the beginning of fields of that kind.</summary>
    ValueTask<IReadOnlyList<SearchReading>> UnderstandAsync(string typed) => new([]);
}

/// <summary>A content type that is searched.</summary>
/// <param name="Caption">Its name in the plural, as shown above its results.</param>
/// <param name="Icon">A Tabler icon.</param>
/// <param name="Position">Dotted number: the order of the groups.</param>
/// <param name="List">The address of its list, where words can be added (<c>/admin/people?q=</c>); null when it has none.</param>
public sealed record SearchType(string ContentType, string Caption, string Icon, string Position, string? List, IReadOnlyList<SearchField> Fields);

/// <summary>A field of the index.</summary>
/// <param name="Name">Short and unique in its type.</param>
/// <param name="Sources">The members its text is made of, <c>PersonPart.Notes</c> or <c>DisplayText</c>: who may not see one of them neither finds by the field nor sees it marked.</param>
public sealed record SearchField(string Name, SearchKind Kind, params string[] Sources);

/// <summary>How a text is read and compared.</summary>
public enum SearchKind
{
    /// <summary>Names of people and things: words as they are, without accents; slips of the pen are forgiven.</summary>
    Name,

    /// <summary>Towns, streets, post codes: as names, of less weight.</summary>
    Place,

    /// <summary>Running text in French or English: also by the words' stems.</summary>
    Prose,

    /// <summary>Numbers and keys (<c>REC-2025-000127-K</c>): whole, by their pieces, and without their punctuation.</summary>
    Code,

    /// <summary>E-mail addresses: whole and by their pieces.</summary>
    Email,

    /// <summary>Phone numbers as E.164.</summary>
    Phone,
}

/// <summary>A text of an item.</summary>
/// <param name="Field">A field's name.</param>
public readonly record struct SearchText(string Field, string? Text);

/// <summary>Another reading of what was typed.</summary>
/// <param name="Beginning">What fields of the kind begin with.</param>
public sealed record SearchReading(SearchKind Kind, string Beginning);

/// <summary>What is shown of a found item.</summary>
/// <param name="Address">Where it is opened, as <c>/admin/people/{id}</c>; null when it has no page.</param>
/// <param name="Line">One line of facts below the name; may be empty.</param>
public sealed record SearchCard(string? Address, string Line);

/// <summary>Registration of search sources.</summary>
public static class SearchServices
{
    /// <summary>Adds a search source.</summary>
    public static IServiceCollection AddSearchSource<T>(this IServiceCollection services) where T : class, ISearchSource => services.AddScoped<ISearchSource, T>();
}
