using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Marks;

/// <summary>Something that whoever meets a person has to know at once.</summary>
/// <param name="Word">One or two words, for the list of people.</param>
/// <param name="Sentence">The same as a sentence, for the top of the person's page.</param>
public sealed record PersonMark(string Word, string Sentence);

/// <summary>Marks people, on their pages and in the list of people. Everybody who sees the person sees the mark. Scoped; register with <c>services.AddPersonMark&lt;T&gt;()</c>.</summary>
public interface IPersonMark
{
    /// <summary>Those of these people who bear the mark, by content item id, in the reader's language: one query, not one a person.</summary>
    Task<IReadOnlyDictionary<string, PersonMark>> OfAsync(IReadOnlyCollection<string> personIds, CancellationToken cancellationToken);
}

/// <summary>All marks of some people. Scoped.</summary>
internal sealed class PersonMarks(IEnumerable<IPersonMark> marks)
{
    public async Task<ILookup<string, PersonMark>> OfAsync(IReadOnlyCollection<string> personIds, CancellationToken cancellationToken)
    {
        var found = new List<KeyValuePair<string, PersonMark>>();
        foreach (var mark in personIds.Count == 0 ? [] : marks)
        {
            found.AddRange(await mark.OfAsync(personIds, cancellationToken));
        }

        return found.ToLookup(pair => pair.Key, pair => pair.Value);
    }
}

/// <summary>Registration of marks.</summary>
public static class PersonMarkServices
{
    /// <summary>Adds a module's mark.</summary>
    public static IServiceCollection AddPersonMark<T>(this IServiceCollection services) where T : class, IPersonMark => services.AddScoped<IPersonMark, T>();
}
